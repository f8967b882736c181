/** Notifications by mail. Only the text of the notice leaves; errors of the library, which know the log-in, do not. */
import { createTransport } from 'nodemailer';
import type { LetterKind, NoticeKind } from '../core/notices.ts';
import { SyncError } from '../errors.ts';
import type { Notice } from './notice.ts';
import type { Letter, NoticeChannel } from './notify.ts';

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte; `starttls`: before the log-in; `none`: on this machine or in the own net only. */
  readonly encryption: 'tls' | 'starttls' | 'none';
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
  readonly recipients: readonly {
    readonly to: string;
    readonly notices: readonly (NoticeKind | LetterKind)[];
  }[];
}

const WAITS_MS = 10_000;
const WHOLE_WAIT_MS = 30_000;

/** `send` throws SyncError `notify.mail-failed` (kind local). */
export function mailChannel(settings: MailSettings): NoticeChannel {
  const { host, port, encryption, user, password } = settings;
  const transport = createTransport({
    host,
    port,
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: WAITS_MS,
    greetingTimeout: WAITS_MS,
    socketTimeout: WHOLE_WAIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  async function post({ kind, ...message }: Letter): Promise<boolean> {
    const to = settings.recipients
      .filter(({ notices }) => notices.includes(kind))
      .map((recipient) => recipient.to);
    if (to.length === 0) return false;
    try {
      await transport.sendMail({ from: settings.from, to, ...message });
    } catch {
      throw failed();
    }
    return true;
  }
  return {
    name: 'mail',
    send: (notice) => post({ kind: notice.kind, ...mailText(notice) }),
    post,
  };
}

export function mailText(notice: Notice): { readonly subject: string; readonly text: string } {
  const subject = `[kmsync] ${notice.sentence}`;
  const text = [notice.sentence, '', notice.nextStep, '', `    ${notice.command}`, ''].join('\n');
  return { subject, text };
}

function failed(): SyncError {
  return new SyncError({
    code: 'notify.mail-failed',
    kind: 'local',
    message: 'Eine Benachrichtigung konnte nicht per E-Mail verschickt werden.',
    hint: 'Prüfen Sie in kmsync.yaml „notify.mail“ und das Geheimnis KMSYNC_SMTP_PASSWORD.',
  });
}
