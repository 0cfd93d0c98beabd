import { DAY, MINUTE, type Millis, SECOND } from '../../base/clock.ts';
import { localDate, localMoment, localTime } from '../../domain/time.ts';
import { type Header, parseTranscript } from '../transcript/parse.ts';
import { type Handset, Handsets, shown } from '../transcript/people.ts';
import { said } from '../transcript/said.ts';
import type { Stage } from '../transcript/stage.ts';
import { expectLines, headerLine, WITHHELD, without, writeTranscript } from '../transcript/write.ts';
import { type BenchAct, waitLine } from './act.ts';
import { type BenchBubble, bubbleOf, saidBubble } from './bubble.ts';

type Say = Extract<BenchAct, { kind: 'say' }>;

/** How late a late message comes. */
const LATE: Millis = 10 * MINUTE;
/** Between two things she does that brought no answer: without it a transcript would send them in one breath. */
const APART: Millis = SECOND;
/** "Until the next thing happens" looks no farther. */
const FARTHEST: Millis = 14 * DAY;

/** The phones of one channel on a stage of their own: each act goes through the real product, and is kept as transcript lines. */
export class Bench {
  readonly header: Header;
  readonly stage: Stage;
  readonly #handsets: Handsets;
  readonly #lines: string[] = [];
  readonly #bubbles = new Map<string, BenchBubble[]>();
  /** How many of the provider's accepted messages stand on a phone already. */
  #taken = 0;
  #turn = 0;
  #close: readonly string[] = [];

  constructor(header: Header, stage: Stage) {
    this.header = header;
    this.stage = stage;
    this.#handsets = new Handsets(stage.emulator, header);
  }

  /** Seats the people of the header, as a transcript does, and lets what that brings arrive. */
  async begin(): Promise<void> {
    const { people, beside, language, programme, lesson, newcomer } = this.header;
    const phones = [
      { names: people, ...this.#handset() },
      ...beside.map((name) => ({ names: [name], ...this.#handset(name) })),
    ];
    for (const { names, phone, number } of newcomer ? [] : phones) {
      phone.opensWindow();
      const seats = names.map((name) => ({ name, language }));
      await this.stage.seat({
        channel: phone.channel,
        phone: number,
        people: seats,
        programme,
        ...(lesson ? { lesson } : {}),
      });
    }
    await this.stage.time.settle(MINUTE);
    this.#lines.push(...this.#arrived());
  }

  /** Throws what her phone cannot do: a button that is not on it, a photo by SMS. Nothing of it is kept then. */
  async play(act: BenchAct): Promise<void> {
    if (act.kind === 'say') return this.#say(act);
    await this.#apart();
    this.#turn++;
    if (act.kind === 'restart') {
      await this.stage.restart();
      this.#lines.push('! restart');
      return;
    }
    await this.#time(act.kind === 'wait' ? waitLine(act.ms) : `@ ${await this.#whenSomethingComes()}`);
  }

  now(): Millis {
    return this.stage.time.clock.now();
  }

  /** How many things were done. */
  get turn(): number {
    return this.#turn;
  }

  number(who?: string): string {
    return this.#handset(who).number;
  }

  bubbles(who?: string): readonly BenchBubble[] {
    return this.#bubbles.get(this.#handset(who).number) ?? [];
  }

  /** So far, as a file that `recado test` plays. */
  transcript(title: string): string {
    return writeTranscript(title, this.header, without(this.#lines, this.#close));
  }

  async #say({ who, said: words, fault }: Say): Promise<void> {
    const { header, stage } = this;
    const read = parseTranscript('bench', `${headerLine(header)}\n< ${words}`);
    const line = 'mistakes' in read ? undefined : read.transcript.lines[0];
    if (line?.kind !== 'send') throw new Error(`a phone cannot send "${words}"`);
    await this.#apart();
    const late = fault === 'late';
    if (late) await this.#time(waitLine(LATE));
    const handset = this.#handset(who);
    const content = said(line.content, handset);
    this.#turn++;
    const withheld = await stage.withheld();
    const written: string[] = [];
    const sms = header.form === 'sms';
    // Asked for before she writes: it is our answer that meets it.
    if (fault === 'undelivered') stage.emulator.failNext({ kind: 'undelivered', code: sms ? 30003 : 131026 });
    if (fault === 'refused') stage.emulator.failNext({ kind: 'http', status: 503 });
    if (fault === 'undelivered' || fault === 'refused')
      written.push(fault === 'refused' ? '! send fails 503' : '! undelivered');
    if (fault === 'duplicate') stage.emulator.knobs.duplicates = 2;
    const at = this.now();
    try {
      handset.phone.sends(content, late && !sms ? { sentAt: at - LATE } : {});
    } finally {
      stage.emulator.knobs.duplicates = 0;
    }
    const sent = late && !sms ? '(sent 10 minutes ago) ' : '';
    written.push(`${who === undefined ? '' : `${who} `}< ${sent}${words}`);
    if (fault === 'duplicate') written.push('! duplicate');
    this.#show(handset.number, saidBubble(words, `h${this.#turn}`, late && !sms ? at - LATE : at, this.#turn));
    await stage.time.settle(MINUTE);
    const turn = this.#arrived();
    // A call for help, and what is written while it lasts, stands in no file; what we said then is kept as a remark.
    const before = this.#close.length;
    this.#close = await stage.keptClose();
    if ((await stage.withheld()) > withheld || this.#close.length > before)
      this.#lines.push(WITHHELD, ...turn.map((remark) => `# ${remark}`));
    else this.#lines.push(...written, ...turn);
  }

  /** Lets time pass as the line says, and keeps it. */
  async #time(line: string): Promise<void> {
    const { time } = this.stage;
    const read = parseTranscript('bench', `${headerLine(this.header)}\n${line}`);
    const step = 'mistakes' in read ? undefined : read.transcript.lines[0];
    if (step?.kind === 'wait') await time.until(this.now() + step.ms);
    if (step?.kind === 'jump') {
      const [day = '', clock = ''] = step.at.split(' ');
      await time.until(localMoment(day, clock, this.header.zone));
    }
    await time.settle(MINUTE);
    this.#lines.push(line, ...this.#arrived());
  }

  async #apart(): Promise<void> {
    if (/^(\p{L}+ )?<|^! duplicate/u.test(this.#lines.at(-1) ?? '')) await this.#time(waitLine(APART));
  }

  /** Works on until a phone got something, and names the whole minute after it; at the latest the farthest moment. */
  async #whenSomethingComes(): Promise<string> {
    const { time, emulator } = this.stage;
    const { zone } = this.header;
    const [before, end] = [emulator.received.length, this.now() + FARTHEST];
    for (let next = await time.next(); next !== null && next <= end; next = await time.next()) {
      await time.until(Math.max(next, this.now() + 1));
      if (emulator.received.length > before) break;
    }
    if (emulator.received.length === before) await time.until(end);
    const minute = Math.ceil(this.now() / MINUTE) * MINUTE;
    return `${localDate(minute, zone)} ${localTime(minute, zone)}`;
  }

  /** Puts what came since the last time on the phones, and gives the lines that expect it. */
  #arrived(): string[] {
    const fresh = this.stage.emulator.received.slice(this.#taken);
    this.#taken += fresh.length;
    fresh.forEach((message, index) => {
      const id = `u${this.#taken - fresh.length + index}`;
      this.#show(message.to.replace(/^(whatsapp:)?\+?/, ''), bubbleOf(message, id, this.#turn));
    });
    return [undefined, ...this.header.beside].flatMap((who) => {
      const handset = this.#handset(who);
      const got = handset.inbox().slice(handset.seen).map(shown);
      handset.seen = handset.inbox().length;
      return got.flatMap((message) => expectLines(message, who));
    });
  }

  #show(number: string, bubble: BenchBubble): void {
    this.#bubbles.set(number, [...(this.#bubbles.get(number) ?? []), bubble]);
  }

  #handset(who?: string): Handset {
    return this.#handsets.of(who);
  }
}
