import { SECOND } from '../../../src/base/clock.ts';
import type { Turned } from '../../../src/conversation/event.ts';
import { tapId } from '../../../src/domain/option.ts';
import { broken, type Target } from '../target.ts';
import { conversations, depsOf, play, type Story } from '../targets/conversations.ts';
import type { Phones } from '../targets/phone.ts';

/** Nobody answers what she cannot have read: 60 s are left to clocks and to what crossed on its way (DESIGN §2.1). */
const BEFORE = 60 * SECOND;

/** The model: when each question was put, counted from the message that it replied to, where there was one. */
class Put {
  readonly #put = new Map<string, number>();

  look(phones: Phones, { effects }: Turned): void {
    const { heard, now } = phones;
    const sentAt = heard?.kind === 'message' ? heard.inbound.sentAt : undefined;
    const replied = Math.min(sentAt ?? now, now);
    for (const effect of effects) {
      if (effect.kind !== 'answer' || effect.appends || effect.step === 'parts') continue;
      const put = this.#put.get(effect.questionId) ?? replied; // put and answered in one turn: what had waited for it
      const when = effect.sentAt ?? sentAt;
      if (when === undefined) broken('an answer that nobody sent', effect);
      if (when < put - BEFORE && !isNamed(phones, effect.questionId))
        broken(`what was sent ${(put - when) / SECOND} s before a question answers it`, effect);
    }
    for (const person of phones.people.keys())
      for (const { id } of phones.questions(person)) if (!this.#put.has(id)) this.#put.set(id, replied);
  }
}

/** She tapped its button or quoted it. */
function isNamed({ heard }: Phones, question: string): boolean {
  if (heard?.kind !== 'message') return false;
  const { content } = heard.inbound;
  const tapped = content.kind === 'tap' ? tapId.parse(content.id) : null;
  const byTap = tapped !== null && 'question' in tapped && tapped.question === question;
  return byTap || heard.quoted?.questionId === question;
}

function holds(story: Story): void {
  const deps = depsOf(story.pack);
  if (!deps) return;
  const put = new Put();
  play(deps, story, (phones, turned) => put.look(phones, turned));
}

export const stale: Target<Story> = {
  name: 'stale',
  promise:
    'Whatever she sends, however late: no message answers a question that was put more than 60 s after it was sent, counted from the message that the question replied to; a tap or a quote names its own.',
  cases: conversations.cases,
  short: 60,
  long: 20_000,
  chunk: 500,
  open: async () => ({ holds }),
};
