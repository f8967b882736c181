/**
 * Loaded before the program by `node --import`: counts its crash points and kills the process at the one that
 * KMSYNC_CRASH_AT names, or sends it KMSYNC_CRASH_SIGNAL. A crash point lies before and after every commit of the ledger and before, during and
 * after every HTTP request. KMSYNC_CRASH_LOG names a file that gets one line for each point that was passed.
 */
import { appendFileSync } from 'node:fs';
import http from 'node:http';
import Libsql from 'libsql';
import pg from 'pg';

const crashAt = Number(process.env.KMSYNC_CRASH_AT ?? 0);
const log = process.env.KMSYNC_CRASH_LOG;
let passed = 0;

function point(name) {
  passed += 1;
  if (log) appendFileSync(log, `${name}\n`);
  if (passed === crashAt) process.kill(process.pid, process.env.KMSYNC_CRASH_SIGNAL ?? 'SIGKILL');
}

const { value: prepare } = Object.getOwnPropertyDescriptor(Libsql.prototype, 'prepare');
Libsql.prototype.prepare = function prepareWithPoints(sql, ...rest) {
  const statement = prepare.call(this, sql, ...rest);
  if (sql !== 'commit') return statement;
  return {
    reader: statement.reader,
    run(...parameters) {
      point('before commit');
      const result = statement.run(...parameters);
      point('after commit');
      return result;
    },
  };
};

const { value: query } = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query');
pg.Client.prototype.query = function queryWithPoints(text, ...rest) {
  if (text !== 'commit') return query.call(this, text, ...rest);
  point('before commit');
  return query.call(this, text, ...rest).then((result) => {
    point('after commit');
    return result;
  });
};

const request = http.request;
http.request = function requestWithPoints(options, ...rest) {
  const title = `${options.method} ${options.path}`;
  point(`before ${title}`);
  const sent = request.call(this, options, ...rest);
  // Reads change nothing, so it makes no difference whether the server has seen one that nobody waits for.
  if (options.method !== 'GET') sent.once('finish', () => point(`during ${title}`));
  sent.prependOnceListener('response', () => point(`after ${title}`));
  return sent;
};
