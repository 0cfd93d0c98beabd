import { localMoment } from '../domain/time.ts';
import type { Header } from './transcript/parse.ts';
import { parseTranscript } from './transcript/parse.ts';
import { type Handset, Handsets, shown } from './transcript/people.ts';
import { said } from './transcript/said.ts';
import type { MakeStage, Stage } from './transcript/stage.ts';
import { Trouble } from './transcript/trouble.ts';
import { expectLines, headerLine, WITHHELD, without, writeTranscript } from './transcript/write.ts';

const MINUTE = 60_000;

/** A phone for the terminal: what is typed goes through the real turn and outbox, in virtual time, and can be kept as a transcript. */
export interface Chat {
  /** What we sent before she said anything. */
  readonly opening: readonly string[];
  /** A line as in transcripts, without its `<`: text, `(button) Sí`, `[photo]`; or `~ 2 days`. Gives what her phone then shows. */
  line(text: string): Promise<readonly string[]>;
  /** The chat so far, as a transcript file. */
  transcript(title: string): string;
  close(): Promise<void>;
}

export async function createChat(header: Header, makeStage: MakeStage): Promise<Chat> {
  const [date = '', at = ''] = header.at.split(' ');
  const stage = await makeStage(localMoment(date, at, header.zone));
  const handset = new Handsets(stage.emulator, header).of();
  const lines: string[] = [];
  if (!header.newcomer) {
    const people = header.people.map((name) => ({ name, language: header.language }));
    handset.phone.opensWindow();
    await stage.seat({
      channel: handset.phone.channel,
      phone: handset.number,
      people,
      programme: header.programme,
      ...(header.lesson ? { lesson: header.lesson } : {}),
    });
  }
  const opening = await settle(stage, handset, lines);
  let close: readonly string[] = [];

  return {
    opening,
    async line(text) {
      const time = text.startsWith('~') || text.startsWith('@');
      const read = parseTranscript('chat', `${headerLine(header)}\n${time ? text : `< ${text}`}`);
      if ('mistakes' in read) throw new Trouble(read.mistakes[0]!.says);
      const [line] = read.transcript.lines;
      const withheld = await stage.withheld();
      if (line?.kind === 'send') handset.phone.sends(said(line.content, handset));
      if (line?.kind === 'wait') await stage.time.until(stage.time.clock.now() + line.ms);
      if (line?.kind === 'jump') {
        const [day = '', clock = ''] = line.at.split(' ');
        await stage.time.until(localMoment(day, clock, header.zone));
      }
      const turn: string[] = [];
      const got = await settle(stage, handset, turn);
      // A call for help, and what is written while it lasts, stands in no file; what we said then is kept as a remark.
      const closeBefore = close.length;
      close = await stage.keptClose();
      if ((await stage.withheld()) > withheld || close.length > closeBefore)
        lines.push(WITHHELD, ...turn.map((said) => `# ${said}`));
      else lines.push(time ? text : `< ${text}`, ...turn); // only now: what her phone cannot send is no part of the story
      return got;
    },
    // What we say back of it stands for anything, as the dots of a transcript do.
    transcript: (title) => writeTranscript(title, header, without(lines, close)),
    close: () => stage.close(),
  };
}

async function settle(stage: Stage, handset: Handset, lines: string[]): Promise<readonly string[]> {
  await stage.time.settle(MINUTE);
  const got = handset.inbox().slice(handset.seen).map(shown);
  handset.seen = handset.inbox().length;
  for (const message of got) lines.push(...expectLines(message));
  return got;
}
