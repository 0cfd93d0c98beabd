import { HOUR, MINUTE, type Millis, SECOND } from '../../base/clock.ts';
import { localMoment } from '../../domain/time.ts';
import { type Said, says } from '../../locale/sentence.ts';
import { compare, type Difference, valueAt } from './match.ts';
import type { Line, Transcript } from './parse.ts';
import { type Handset, Handsets, shown } from './people.ts';
import { PLAYED } from './roles.ts';
import { said } from './said.ts';
import type { MakeStage, Stage } from './stage.ts';
import { Trouble } from './trouble.ts';
import type { Block } from './update.ts';

type SendLine = Extract<Line, { kind: 'send' }>;

/** After something is sent the network settles; what is due later than this is the next chapter's. */
const HORIZON: Millis = MINUTE;

/** What came of playing a transcript. No differences: it passed. */
export interface Ran {
  readonly differences: readonly Difference[];
  /** What each phone got, for `--update`. */
  readonly blocks: readonly Block[];
}

/** Plays a transcript on a stage of its own. No differences: it passed. */
export async function runTranscript(transcript: Transcript, makeStage: MakeStage): Promise<readonly Difference[]> {
  return (await playTranscript(transcript, makeStage)).differences;
}

/** Plays a transcript on a stage of its own, and keeps what was said. */
export async function playTranscript(transcript: Transcript, makeStage: MakeStage): Promise<Ran> {
  const { header } = transcript;
  const [date = '', at = ''] = header.at.split(' ');
  const stage = await makeStage(localMoment(date, at, header.zone));
  try {
    return await new Play(transcript, stage).run();
  } finally {
    await stage.close();
  }
}

class Play {
  readonly #transcript: Transcript;
  readonly #stage: Stage;
  readonly #handsets: Handsets;
  readonly #differences: Difference[] = [];
  readonly #blocks: Block[] = [];
  /** What was last sent or done, for whoever reads a difference. */
  #last: Said | undefined;
  /** What she sends in one breath, until something else happens. */
  #breath: SendLine[] = [];
  #faults: string[] = [];
  /** `>` lines with a `{codigo}` that somebody may send back, newest last. */
  readonly #places: string[] = [];

  constructor(transcript: Transcript, stage: Stage) {
    this.#transcript = transcript;
    this.#stage = stage;
    this.#handsets = new Handsets(stage.emulator, transcript.header);
  }

  async run(): Promise<Ran> {
    const first = this.#transcript.lines[0]?.line ?? 1;
    await this.#guarded(first, () => this.#begin());
    for (const line of this.#transcript.lines) await this.#guarded(line.line, () => this.#line(line));
    const last = this.#transcript.lines.at(-1)?.line ?? first;
    await this.#guarded(last, () => this.#breathe());
    this.#account(this.#handsets.all, last, Number.POSITIVE_INFINITY);
    // What was said is only known after what is asserted beside it.
    return { differences: this.#differences.toSorted((a, b) => a.line - b.line), blocks: this.#blocks };
  }

  async #guarded(line: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#differences.push({ line, says: troubleOf(error) });
    }
  }

  async #begin(): Promise<void> {
    const { people, beside, language, programme, lesson, newcomer } = this.#transcript.header;
    const learners = [
      { names: people, ...this.#handsets.of() },
      ...beside.map((name) => ({ names: [name], ...this.#handsets.of(name) })),
    ];
    await this.#staff(programme, language);
    if (newcomer) return;
    for (const { names, phone, number } of learners) {
      phone.opensWindow();
      await this.#stage.seat({
        channel: phone.channel,
        phone: number,
        people: names.map((name) => ({ name, language })),
        programme,
        ...(lesson ? { lesson } : {}),
      });
    }
    await this.#stage.time.settle(HORIZON);
  }

  /** Each role that a line names is on duty from the beginning. */
  async #staff(programme: string, language: string): Promise<void> {
    const named = this.#transcript.lines.flatMap((line) => ('who' in line && line.who ? [line.who] : []));
    for (const who of new Set(named)) {
      const played = PLAYED[who];
      if (!played) continue;
      const { phone, number } = this.#handsets.of(who);
      const { role, name, language: own = '' } = played;
      phone.opensWindow();
      // "es" of a word is "es-MX" where the header is.
      const spoken = language.startsWith(own) ? language : own;
      await this.#stage.staff({ channel: phone.channel, phone: number, role, name, language: spoken, programme });
    }
  }

  async #line(line: Line): Promise<void> {
    if (line.kind === 'send') {
      // Her next message: whatever we sent before it must be accounted for by now.
      if (this.#faults.length > 0) await this.#breathe();
      if (this.#breath.length === 0) this.#account([this.#handsets.of(line.who, line.form)], line.line);
      const { content } = line;
      const filled = content.kind === 'text' ? { ...content, text: this.#filled(content.text) } : content;
      this.#breath.push({ ...line, content: filled });
      this.#last = didAt(line.line, `${line.who ? `${line.who} ` : ''}< ${wordsOf(filled)}`);
      return;
    }
    if (line.kind === 'fault') return this.#fault(line.fault);
    await this.#breathe();
    switch (line.kind) {
      case 'expect':
        this.#handsets.of(line.who).expected.push({ line: line.line, text: line.text });
        if (line.text.includes('{')) this.#places.push(line.text);
        return;
      case 'wait':
      case 'jump': {
        this.#account(this.#handsets.all, line.line);
        this.#last = didAt(line.line, line.kind === 'wait' ? says('transcript.time') : `@ ${line.at}`);
        await this.#stage.time.until(this.#moment(line));
        await this.#stage.time.settle(HORIZON);
        return;
      }
      case 'assert':
        return this.#assert(line.expression, line.line);
      case 'shell':
        this.#last = didAt(line.line, `$ ${line.command}`);
        await this.#stage.shell(
          this.#filled(line.command)
            .replace(/^recado\s+/, '')
            .split(/\s+/),
        );
        await this.#stage.time.settle(HORIZON);
    }
  }

  /** `ENVIAR {codigo}` with what the newest message said where its `>` line has {codigo}. */
  #filled(text: string): string {
    return text.replace(/\{([a-z]+)\}/g, (place, name: string) => {
      const messages = this.#handsets.all.flatMap((handset) => handset.inbox().map(shown)).toReversed();
      const patterns = this.#places.filter((pattern) => pattern.includes(place)).toReversed();
      for (const pattern of patterns)
        for (const message of messages) {
          const value = valueAt(name, pattern, message);
          if (value !== undefined) return value;
        }
      throw new Trouble(says('transcript.place', { place }));
    });
  }

  #moment(line: Extract<Line, { kind: 'wait' | 'jump' }>): Millis {
    const now = this.#stage.time.clock.now();
    if (line.kind === 'wait') return now + line.ms;
    const [date = '', at = ''] = line.at.split(' ');
    const moment = localMoment(date, at, this.#transcript.header.zone);
    if (moment < now - HOUR) throw new Trouble(says('transcript.passed', { at: line.at }));
    return moment;
  }

  async #fault(fault: string): Promise<void> {
    const template = /^template (\w+) (\w+)$/.exec(fault);
    if (template) return this.#template(template[1]!, template[2]!);
    if (fault === 'restart' && this.#breath.length === 0) return this.#stage.restart();
    const { emulator } = this.#stage;
    const fails = /^send fails (\d{3})$/.exec(fault);
    if (fails) emulator.failNext({ kind: 'http', status: Number(fails[1]) });
    else if (fault === 'send drops') emulator.failNext({ kind: 'drop-after-accept' });
    else if (fault === 'phone off' || fault === 'phone on') await this.#switch(fault === 'phone off');
    else if (fault === 'undelivered')
      emulator.failNext({
        kind: 'undelivered',
        code: this.#handsets.of().phone.channel === 'whatsapp-cloud' ? 131026 : 30003,
      });
    else if (this.#breath.length === 0) throw new Trouble(says('transcript.about', { fault }));
    else this.#faults.push(fault);
  }

  /** Her phone, on the channel of the header, is switched off, or on: then everything that waited for it comes at once. */
  async #switch(off: boolean): Promise<void> {
    await this.#breathe();
    this.#handsets.of().phone.off = off;
    await this.#stage.time.settle(HORIZON);
  }

  /** `template paused llera_leccion`, `template marketing llera_leccion`: Meta says so of it. */
  async #template(change: string, name: string): Promise<void> {
    await this.#breathe();
    const category = ['utility', 'marketing'].includes(change);
    const { emulator, time } = this.#stage;
    const word = change.toUpperCase();
    if (!emulator.template(name, category ? { category: word } : { status: word }))
      throw new Trouble(says('transcript.template', { name }));
    await time.settle(HORIZON);
  }

  /** Lets go what she typed, with the faults that were asked for, and waits until all is quiet. */
  async #breathe(): Promise<void> {
    const lines = this.#breath;
    const faults = this.#faults;
    this.#breath = [];
    this.#faults = [];
    if (lines.length === 0) return;
    const { emulator, time } = this.#stage;
    const now = time.clock.now();
    if (faults.includes('duplicate')) emulator.knobs.duplicates = 2;
    lines.forEach((line, index) => {
      const handset = this.#handsets.of(line.who, line.form);
      const order = faults.includes('reorder')
        ? { sentAt: now + 2 * SECOND * index, late: 2 * SECOND * lines.length + (lines.length - index) * 10 }
        : {};
      handset.phone.sends(said(line.content, handset), {
        ...order,
        ...sentAtOf(line, handset, now),
        ...quoteOf(line, handset),
      });
    });
    emulator.knobs.duplicates = 0;
    if (faults.includes('restart')) await this.#stage.restart();
    await time.settle(HORIZON);
  }

  /** Compares what these phones got since the last time with the `>` lines meant for them. */
  #account(handsets: readonly Handset[], line: number, before = line): void {
    for (const handset of handsets) {
      const got = handset.inbox().slice(handset.seen).map(shown);
      this.#differences.push(...compare(handset.expected, got, line, this.#last));
      const { who, expected } = handset;
      this.#blocks.push({ ...(who === undefined ? {} : { who }), expected, messages: got, before });
      handset.seen = handset.inbox().length;
      handset.expected = [];
    }
  }

  async #assert(expression: string, line: number): Promise<void> {
    const { people } = this.#transcript.header;
    const world = await this.#stage.world(
      this.#handsets.numberOf(),
      this.#transcript.header.newcomer ? '' : people[0]!,
    );
    if (!world) throw new Trouble(says('transcript.nobody'));
    const value = this.#stage.evaluate(expression, world);
    if (value !== true)
      this.#differences.push({
        line,
        says: says('transcript.not-so', { expression, value: JSON.stringify(value) ?? says('transcript.unanswered') }),
      });
  }
}

const didAt = (line: number, did: string | Said): Said => says('transcript.did', { line, did });

/** What the shell or the product says is in its own words. */
function troubleOf(error: unknown): Said {
  if (error instanceof Trouble) return error.says;
  return says('transcript.other', { message: error instanceof Error ? error.message : String(error) });
}

function wordsOf(content: SendLine['content']): string {
  if (content.kind === 'button') return `(button) ${content.label}`;
  if (content.kind === 'text') return content.text;
  return `[${content.kind === 'media' ? content.media[0]!.kind : content.kind}]`;
}

function sentAtOf({ ago }: SendLine, { phone }: Handset, now: Millis): { sentAt?: Millis } {
  if (ago === undefined) return {};
  if (phone.channel.startsWith('twilio')) throw new Trouble(says('transcript.sent'));
  return { sentAt: now - ago };
}

function quoteOf(line: SendLine, handset: Handset): { quote?: string } {
  if (line.quote === undefined) return {};
  const quoted = [...handset.inbox()].reverse().find((message) => shown(message).includes(line.quote!));
  if (!quoted) throw new Trouble(says('transcript.quote', { quote: line.quote }));
  return { quote: quoted.id };
}
