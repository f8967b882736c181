/** Tells people and programs what needs them. Never fails and never holds up a run: what cannot be sent is counted. */
import { SyncError } from '../errors.ts';
import type { LetterKind, NoticeKind } from '../core/notices.ts';
import type { EventSink } from '../engine/ports.ts';
import { noticeOf, type Notice } from './notice.ts';

export interface NoticeChannel {
  readonly name: 'mail' | 'webhook';
  /** False where nobody on this channel wants to know. */
  send(notice: Notice): Promise<boolean>;
  /** Where texts can be sent; the same. */
  post?(letter: Letter): Promise<boolean>;
}

export interface Letter {
  readonly kind: NoticeKind | LetterKind;
  readonly subject: string;
  readonly text: string;
}

/** False where nobody can be reached, or it could not be sent; that is reported as `Notify:Failed`. */
export async function sendLetter(
  letter: Letter,
  channels: readonly NoticeChannel[],
  report: EventSink,
): Promise<boolean> {
  for (const channel of channels) {
    const facts = { channel: channel.name, notice: letter.kind, run: null, job: null };
    try {
      if ((await channel.post?.(letter)) !== true) continue;
      report('Notify:Sent', facts);
      return true;
    } catch (error) {
      report('Notify:Failed', { ...facts, code: error instanceof SyncError ? error.code : 'internal' });
    }
  }
  return false;
}

export interface Notifier {
  readonly tell: EventSink;
  /** Resolves once everything begun was sent or given up; a process waits for it before it ends. */
  settled(): Promise<void>;
}

/** `report` is told `Notify:Sent` and `Notify:Failed`. */
export function createNotifier(channels: readonly NoticeChannel[], report: EventSink): Notifier {
  const sending = new Set<Promise<void>>();
  async function send(channel: NoticeChannel, notice: Notice): Promise<void> {
    const facts = { channel: channel.name, notice: notice.kind, run: notice.run, job: notice.job };
    try {
      if (await channel.send(notice)) report('Notify:Sent', facts);
    } catch (error) {
      report('Notify:Failed', { ...facts, code: error instanceof SyncError ? error.code : 'internal' });
    }
  }
  return {
    tell(event, facts) {
      const notice = noticeOf(event, facts);
      if (!notice) return;
      for (const channel of channels) {
        const sent = send(channel, notice).finally(() => sending.delete(sent));
        sending.add(sent);
      }
    },
    async settled() {
      while (sending.size > 0) await Promise.all(sending);
    },
  };
}
