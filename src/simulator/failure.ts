/**
 * The three ways a request fails: an exception inside a handler (500 with type, label and message), an
 * error of the framework (Spring's default error document), and a "not ok" with an empty body.
 */

/** An exception inside a handler. The real server answers 500 whatever the exception is (contract 1.3). */
export class HandlerFailure extends Error {
  /** Fully qualified Java class name. */
  readonly label: string;
  readonly text: string | null;

  constructor(label: string, text: string | null) {
    super(text ?? label);
    this.name = 'HandlerFailure';
    this.label = label;
    this.text = text;
  }
}

/** 400, 404, 405, 406, 415 and 500 as Spring's error page answers them. */
export class FrameworkFailure extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`framework error ${status}`);
    this.name = 'FrameworkFailure';
    this.status = status;
  }
}

const ROOT = 'de.hsbo.kommonitor.datamanagement.api.impl.exception';

export function nullPointer(what: string): HandlerFailure {
  return new HandlerFailure('java.lang.NullPointerException', `"${what}" is null`);
}

export function notFound(what: string): HandlerFailure {
  return new HandlerFailure(`${ROOT}.ResourceNotFoundException`, `The requested ${what} does not exist.`);
}

/** `java.lang.Exception`, the type of duplicates and of most refusals. */
export function plainException(text: string): HandlerFailure {
  return new HandlerFailure('java.lang.Exception', text);
}

export function sqlFailure(text: string): HandlerFailure {
  return new HandlerFailure('java.io.IOException', text);
}

export function notUnique(text: string): HandlerFailure {
  return new HandlerFailure('org.springframework.dao.IncorrectResultSizeDataAccessException', text);
}

/** The value, or the NullPointerException that a missing one causes in the real server. */
export function needed<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw nullPointer(what);
  return value;
}

/** The column limit of most short texts: longer ones fail in the database. */
export function fitting<T extends string | null>(value: T, what: string): T {
  if (value !== null && value.length > 255)
    throw sqlFailure(`value too long for type character varying(255): ${what}`);
  return value;
}
