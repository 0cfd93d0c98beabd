import { tapId } from '../domain/option.ts';
import type { OutOption } from '../domain/outbound.ts';
import { localDate } from '../domain/time.ts';
import { factWords } from '../flow/facts.ts';
import type { CompiledFlow, TextForms } from '../flow/library.ts';
import type { Vars } from '../locale/texts.ts';
import type { CommandId } from '../locale/words.ts';
import { isClose } from '../programme/classes.ts';
import { isRead } from './careful.ts';
import { type Draft, programmeOf } from './draft.ts';
import { zoneOf } from './zone.ts';

/** A system text in her language and form of address. */
export function system(d: Draft, key: string, vars: Vars = {}, count?: number): TextForms {
  const programme = programmeOf(d);
  return d.deps.texts.say(key, {
    language: d.language,
    address: programme?.address ?? 'usted',
    vars: { programme: programme?.title ?? '', ...vars },
    ...(count === undefined ? {} : { count }),
  });
}

/** Two texts as one, each on lines of its own. */
export function joinForms(first: TextForms, second: TextForms): TextForms {
  return { text: `${first.text}\n\n${second.text}`, sms: `${first.sms}\n${second.sms}` };
}

/** Says a system text. */
export function say(d: Draft, key: string, vars: Vars = {}, count?: number): void {
  d.speech.push(system(d, key, vars, count));
}

/** Words of the pack with the learner's own values filled in. */
export function fill(d: Draft, forms: TextForms): TextForms {
  if (!forms.text.includes('{{') && !forms.sms.includes('{{')) return forms;
  const vars = learnerVars(d);
  return { text: d.deps.texts.interpolate(forms.text, vars), sms: d.deps.texts.interpolate(forms.sms, vars) };
}

/** `{{name}}`, `{{person.precio}}`, `{{profile.giro}}`; `{{precio}}` is accepted for `person.precio`. Private values are left out where others read. */
function learnerVars(d: Draft): Vars {
  const vars: Record<string, string | number> = {};
  const put = (key: string, value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') vars[key] = value;
  };
  const programme = programmeOf(d);
  const isHidden = (path: string) => isRead(d) && (programme?.private.includes(path) || isClose(path, programme));
  for (const [key, value] of Object.entries(d.world.person)) {
    if (isHidden(`person.${key}`)) continue;
    put(key, value);
    put(`person.${key}`, value);
  }
  for (const [key, value] of Object.entries(d.world.profile))
    if (!isHidden(`profile.${key}`)) put(`profile.${key}`, value);
  put('name', d.world.profile['name'] ?? d.person.name);
  put('programme', programme?.title);
  put('join', programme?.join);
  // Looked up when it is said: a fact may expire between two lessons of hers.
  for (const fact of programme?.facts ?? [])
    put(`fact.${fact.id}`, factWords(fact, d.language, localDate(d.now, zoneOf(d))));
  return vars;
}

/** A command offered as a button, under the word that is taught for it; in SMS the text names the word. */
export function offer(d: Draft, command: CommandId): OutOption {
  const word = d.deps.lexicon(d.language).taught[command] ?? command;
  return { key: command, id: tapId.command(command), label: word.toLocaleUpperCase(d.language) };
}

/** A text field of a step, filled in. A pack that was checked has them all; a missing one says nothing. */
export function flowText(d: Draft, flow: CompiledFlow, step: string, field: string): TextForms {
  const forms = d.deps.library.text(flow, step, field, d.language);
  return forms ? fill(d, forms) : { text: '', sms: '' };
}
