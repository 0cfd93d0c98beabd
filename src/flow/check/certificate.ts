import { says } from '../../locale/sentence.ts';
import { impossibility } from '../rule-impossible.ts';
import { checkCel } from './conditions.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import { flowsInUse } from './unused.ts';

/** The rule is a condition, somebody can fulfil it, and what is printed is there. */
export function checkCertificate(pack: CheckedPack, input: CheckInput): void {
  const { programme, source, folder } = pack;
  const { certificate } = programme;
  if (!certificate) return;
  const { cel, issues } = input;
  const file = (source.value as { certificate: unknown }).certificate;
  const path = typeof file === 'string' ? ['certificate'] : ['certificate', 'rule'];
  for (const { when, at } of certificate.parts) checkCel(when, source, [...path, ...at], pack, input, 'bool');
  const bad = certificate.parts.some(({ when }) => cel.check(when, 'bool') !== undefined);
  if (!bad) {
    const tree = cel.tree(certificate.rule);
    const used = flowsInUse(pack);
    const quizzes = new Set(
      pack.flows.flatMap(({ name, all }) => (used.has(name) && all.some(({ step }) => 'quiz' in step) ? [name] : [])),
    );
    const homeworks = programme.homeworks.map(({ name }) => name).filter((name) => used.has(name));
    const why = impossibility(tree, { homeworks, quizzes }, cel);
    if (why) issues.add('RULE_IMPOSSIBLE', source.place(path), why);
    const roots = cel.compile(certificate.rule).roots;
    if (programme.sessions.length === 0 && (roots.has('attendance') || roots.has('sessions')))
      issues.add('RULE_NO_SESSIONS', source.place(path), says('RULE_NO_SESSIONS'));
  }
  for (const [i, logo] of certificate.logos.entries()) {
    const at = source.place(['certificate', 'logos', i]);
    if (!input.mediaPaths.includes(`${folder === '' ? '' : `${folder}/`}media/${logo}`))
      issues.add('MEDIA_MISSING', at, says('MEDIA_MISSING', { name: logo }));
    else if (!/\.(png|jpe?g)$/i.test(logo))
      issues.add('VALUE_INVALID', at, says('VALUE_INVALID.logo', { name: logo }), says('VALUE_INVALID.logo.fix'));
  }
}
