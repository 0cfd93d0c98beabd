import { passedOn } from '../domain/kept.ts';
import type { OutMedia } from '../domain/outbound.ts';
import { recordingKey } from '../domain/recording.ts';
import type { CompiledFlow, TextForms } from '../flow/library.ts';
import type { MediaKeys } from '../flow/steps/step.ts';
import { baseOf } from '../locale/chain.ts';
import type {} from '../programme/recording/effect.ts';
import { type Draft, effect, type Piece } from './draft.ts';
import { fill } from './speech.ts';

/** A step as she gets it. */
export interface Said {
  /** In her language, or in the nearest that there is. */
  readonly words: TextForms;
  /** Pictures and other files that go with it. */
  readonly files: readonly Piece[];
  readonly audio?: OutMedia;
  /** Her language has it as a recording alone: on her screen stand no words. */
  readonly heard: boolean;
}

/** A text of a step: written in her language, else spoken in it, else in the nearest language, which is counted. */
export function said(d: Draft, flow: CompiledFlow, step: string, field: string, media?: MediaKeys): Said {
  const { library } = d.deps;
  const found = library.text(flow, step, field, d.language);
  const words = found ? fill(d, found) : { text: '', sms: '' };
  const spoken = library.spoken(flow, step)?.field === field;
  const isHers = found === undefined || isSame(found.language, d.language);
  const hers = spoken ? audioIn(d, flow, step, d.language) : undefined;
  const heard = !isHers && hers !== undefined && d.address?.form === 'whatsapp';
  if (!isHers && !heard) noteFallback(d, flow, step, found.language);
  const audio = isHers || heard ? hers : spoken ? audioIn(d, flow, step, found.language) : undefined;
  const pieces = files(d, flow, media);
  return audio ? { words, files: pieces, audio, heard } : { words, files: pieces, heard };
}

/** The recording of a step in a language: by somebody of the team, of these very words, or of the pack. */
export function audioIn(d: Draft, flow: CompiledFlow, step: string, language: string): OutMedia | undefined {
  const { library, recordings } = d.deps;
  const spoken = library.spoken(flow, step);
  if (!spoken) return undefined;
  for (const code of [language, baseOf(language)]) {
    const made = recordings?.get(recordingKey(flow.id, step, code));
    if (made && made.source === spoken.source) return passedOn('voice', made.file);
  }
  const named = spoken.media?.audio;
  if (named === undefined) return undefined;
  const own = library.mediaFile(flow, named, language);
  return isSame(own.language, language) ? { kind: 'audio', file: `${flow.programme}/media/${own.file}` } : undefined;
}

/** A recording goes as a part of its own. `heard`: the words that it stands for, where they stand nowhere else. */
export function audioPiece(media: OutMedia, heard?: string, sms = ''): Piece {
  return { text: '', sms, media, flow: true, ...(heard === undefined ? {} : { heard }) };
}

const NO_FILES: readonly Piece[] = [];

function files(d: Draft, flow: CompiledFlow, media: MediaKeys | undefined): readonly Piece[] {
  if (!media) return NO_FILES;
  return (['image', 'video', 'document'] as const).flatMap((kind) => {
    const name = media[kind];
    if (name === undefined) return [];
    const { file } = d.deps.library.mediaFile(flow, name, d.language);
    return [{ text: '', sms: '', media: { kind, file: `${flow.programme}/media/${file}` }, flow: true as const }];
  });
}

/** Counted once a step and turn, and only where words leave. */
export function noteFallback(d: Draft, flow: CompiledFlow, step: string, used: string): void {
  if (!d.address || d.address.optedOut) return;
  const { language } = d;
  const known = d.effects.some((one) => one.kind === 'fallback.used' && one.flow === flow.id && one.step === step);
  if (!known) effect(d, { kind: 'fallback.used', personId: d.person.id, flow: flow.id, step, language, used });
}

const isSame = (one: string, other: string): boolean => baseOf(one) === baseOf(other);
