import { type Said, says } from '../../locale/sentence.ts';
import { normalise } from '../../text/normalise.ts';
import { forms } from '../placeholders.ts';
import type { Reserved } from '../reserved.ts';
import type { YamlPath } from '../source.ts';
import { stepTexts } from '../texts.ts';
import { type CheckedPack, type CheckInput, isBuiltIn } from './input.ts';
import { questionAt } from './questions.ts';
import type { Words } from './words.ts';

/** Options that mean something else wherever they stand alone: while the question is open, the option hides the command. */
export function optionCheck(pack: CheckedPack, { issues, reserved }: CheckInput): (text: Words) => void {
  return ({ language, tree, node, field, words, place }) => {
    if (!node || !field.startsWith('options.')) return;
    const question = questionAt(node, pack, tree);
    for (const form of forms(words)) {
      const word = normalise(form);
      const nth = /^\d{1,2}$/.test(word) ? Number(word) : 0;
      const at = (question?.options.indexOf(field.slice('options.'.length)) ?? -1) + 1;
      if (nth > 0 && at > 0 && nth !== at && nth <= question!.options.length) {
        issues.add(
          'OPTION_NUMBER',
          place(),
          says('OPTION_NUMBER', { option: form, at, nth }),
          says('OPTION_NUMBER.fix'),
        );
        return;
      }
      const means = reserved && meaningOf(form, word, reserved(language));
      if (!means) continue;
      issues.add(means.code, place(), means.message, says('fix.other-word'));
      return;
    }
  };
}

function meaningOf(
  option: string,
  word: string,
  { commands, taught, optOut, distress }: Reserved,
): { code: 'OPTION_COMMAND' | 'OPTION_ALARM'; message: Said } | undefined {
  const spaced = ` ${word} `;
  const heard = (list: ReadonlySet<string>) => [...list].some((phrase) => spaced.includes(` ${phrase} `));
  if (heard(distress.phrases) && !heard(distress.not))
    return { code: 'OPTION_ALARM', message: says('OPTION_ALARM', { option }) };
  if (optOut.ambiguous.has(word)) return { code: 'OPTION_COMMAND', message: says('OPTION_COMMAND.leave', { option }) };
  const command = commands.get(word);
  // "LISTO" ends what is being collected, and nothing else: as an answer it is one.
  if (command === undefined || command === 'done') return undefined;
  const name = taught[command] ?? command;
  // Of the many words for a command she still has the one that she was taught.
  if (normalise(name) !== word) return undefined;
  return { code: 'OPTION_COMMAND', message: says('OPTION_COMMAND', { option, command: name.toUpperCase() }) };
}

/** The words by which somebody joins or checks in must mean nothing else, least of all an answer of the same pack. */
export function checkProgrammeWords(pack: CheckedPack, input: CheckInput): void {
  const { programme, source } = pack;
  const own: { path: YamlPath; word: string; is: Said }[] = [
    { path: ['programme'], word: programme.programme, is: says('WORD.programme') },
    { path: ['join'], word: programme.join, is: says('WORD.join') },
    ...programme.words.map((word, i) => ({ path: ['words', i], word, is: says('WORD.check-in') })),
  ];
  const seen = new Map<string, Said>();
  const answers = answersOf(pack);
  for (const { path, word, is } of own) {
    const plain = normalise(word);
    const taken = (message: Said) =>
      input.issues.add('WORD_TAKEN', source.place(path), message, says('fix.other-word'));
    const before = seen.get(plain);
    seen.set(plain, before ?? is);
    // The name and the join word may be the same: both let people join.
    if (before !== undefined && path[0] !== 'join') taken(says('WORD_TAKEN', { word, is: before }));
    else {
      const means =
        input.reserved &&
        programme.languages.map((language) => takenBy(word, plain, input.reserved!(language))).find(Boolean);
      if (means !== undefined) taken(means);
    }
    const answer = answers.get(plain);
    if (answer !== undefined)
      input.issues.add(
        'WORD_ANSWER',
        source.place(path),
        says('WORD_ANSWER', { word, is, answer }),
        says('fix.other-word'),
      );
  }
}

function takenBy(word: string, plain: string, reserved: Reserved): Said | undefined {
  const command = reserved.commands.get(plain);
  if (command !== undefined)
    return says('WORD_TAKEN.command', { word, command: (reserved.taught[command] ?? command).toUpperCase() });
  if (reserved.optOut.ambiguous.has(plain)) return says('WORD_TAKEN.leave', { word });
  if (/^\d+$/.test(plain) || reserved.numbers.has(plain)) return says('WORD_TAKEN.number', { word });
  const { greetings, thanks, readiness, acks, meanings, refused } = reserved;
  const answers = [greetings, thanks, readiness, acks, ...Object.values(meanings), ...Object.values(refused)];
  return answers.some((list) => list.has(plain)) ? says('WORD_TAKEN.answer', { word }) : undefined;
}

/** Every option of the pack as it is shown, in each language → the step that shows it. */
function answersOf(pack: CheckedPack): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const tree of pack.flows) {
    if (isBuiltIn(tree)) continue;
    for (const node of tree.all)
      for (const [field, words] of stepTexts(node).fields) {
        if (!field.startsWith('options.')) continue;
        const others = pack.translated.map((one) => one.words.get(tree.name)?.get(node.key)?.get(field)?.words);
        for (const shown of [words, ...others])
          if (shown !== undefined)
            for (const form of forms(shown)) found.set(normalise(form), `${tree.name}/${node.key}`);
      }
  }
  return found;
}
