import { says } from '../../locale/sentence.ts';
import { type CheckedPack, type CheckInput, isBuiltIn } from './input.ts';

/** Recordings that a language does not have: those who read it hear the first one's, or nothing. */
export function checkRecordings({ programme, folder, flows }: CheckedPack, { mediaPaths, issues }: CheckInput): void {
  const there = new Set(mediaPaths);
  const media = `${folder === '' ? '' : `${folder}/`}media/`;
  for (const tree of flows) {
    if (isBuiltIn(tree)) continue;
    const named = tree.all.flatMap(({ step }) => (typeof step['audio'] === 'string' ? [step['audio']] : []));
    const spoken = named.filter((name) => there.has(media + name));
    for (const language of spoken.length > 0 ? programme.languages.slice(1) : []) {
      const missing = spoken.filter((name) => !there.has(`${media}${language}/${name}`));
      if (missing.length === 0) continue;
      issues.add(
        'AUDIO_MISSING',
        tree.source.place([tree.kind], 'key'),
        says('AUDIO_MISSING', {
          missing: missing.length,
          all: spoken.length,
          language,
          names: `${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' …' : ''}`,
        }),
        says('AUDIO_MISSING.fix', { language }),
      );
    }
  }
}
