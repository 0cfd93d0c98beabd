import { DAY } from '../../base/clock.ts';
import { says } from '../../locale/sentence.ts';
import { normalise } from '../../text/normalise.ts';
import { kindSaid } from '../kind.ts';
import { OPT_OUT_WORDS } from '../limits.ts';
import type { Pack } from '../pack.ts';
import { consentFlow } from '../programme-file.ts';
import type { YamlPath } from '../source.ts';
import { didYouMean } from '../suggest.ts';
import { checkCertificate } from './certificate.ts';
import { checkCel } from './conditions.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import { checkPlaceholders } from './placeholders.ts';
import { knownNames } from './references.ts';

/** What must be one of a kind among all programmes. */
export function checkProgrammes(packs: readonly Pack[], { issues }: CheckInput): void {
  const names = new Set<string>();
  const joins = new Map<string, string>();
  for (const { programme, source } of packs) {
    if (names.has(programme.programme))
      issues.add(
        'PROGRAMME_DUPLICATE',
        source.place(['programme']),
        says('PROGRAMME_DUPLICATE', { programme: programme.programme }),
      );
    names.add(programme.programme);
    for (const key of ['programme', 'join'] as const) {
      const word = normalise(programme[key]);
      const other = joins.get(word);
      if (other !== undefined && other !== programme.programme) {
        issues.add(
          'PROGRAMME_JOIN_DUPLICATE',
          source.place([key]),
          says('PROGRAMME_JOIN_DUPLICATE', { word: programme[key], other }),
        );
      }
      joins.set(word, programme.programme);
    }
  }
}

const FLOW_FOLDER = /^(?:lessons|services|homework|surveys)\//;

/** Files where lessons lie, of which nothing is read: an editor put `.txt` behind the name, or it is no plain text at all. */
export function checkUnread({ folder }: Pack, { issues, otherPaths = [] }: CheckInput): void {
  const start = folder === '' ? '' : `${folder}/`;
  for (const path of otherPaths) {
    if (!path.startsWith(start)) continue;
    const own = path.slice(start.length);
    const yaml = /^(.*\.ya?ml)\.\w+$/.exec(own)?.[1];
    if (yaml === undefined && !FLOW_FOLDER.test(own)) continue;
    issues.add(
      'FILE_UNREAD',
      { path, line: 1, column: 1 },
      says('FILE_UNREAD'),
      yaml === undefined ? says('FILE_UNREAD.fix.words') : says('FILE_UNREAD.fix', { name: yaml.split('/').at(-1)! }),
    );
  }
}

/** Names and conditions of `programme.yaml`, names that two files share, and lessons that nobody gets. */
export function checkProgramme(pack: CheckedPack, input: CheckInput): void {
  const { programme, source, flows } = pack;
  const { issues } = input;

  const lessons = knownNames('lesson', pack, input);
  const given = new Set<string>();
  programme.modules.forEach((module, i) => {
    module.lessons.forEach((lesson, j) => {
      given.add(lesson);
      if (lessons.includes(lesson)) return;
      issues.add(
        'REF_UNKNOWN',
        source.place(['modules', i, 'lessons', j]),
        says('REF_UNKNOWN.lesson', { name: lesson }),
        didYouMean(lesson, lessons),
      );
    });
  });
  for (const [key, service] of [
    ['consent', consentFlow(programme)],
    ['profile', programme.profile],
  ] as const) {
    const is = service === undefined ? undefined : pack.names.get(service);
    if (service !== undefined && is !== 'service') {
      issues.add(
        'REF_UNKNOWN',
        source.place([key]),
        is === undefined
          ? says('REF_UNKNOWN.service', { name: service })
          : says('REF_UNKNOWN.no-service', { name: service, kind: kindSaid(is) }),
      );
    }
  }

  const seen = new Map<string, string>();
  for (const tree of flows) {
    const other = seen.get(tree.name);
    const place = tree.source.place([tree.kind]);
    if (other !== undefined)
      issues.add(
        'NAME_DUPLICATE',
        place,
        says('NAME_DUPLICATE', { other, name: tree.name }),
        says('NAME_DUPLICATE.fix'),
      );
    else seen.set(tree.name, tree.source.path);
    if (tree.kind === 'lesson' && !given.has(tree.name) && !runsLesson(pack, tree.name)) {
      issues.add('LESSON_UNUSED', place, says('LESSON_UNUSED', { name: tree.name }));
    }
  }

  const optOut = new Set((input.optOutWords ?? OPT_OUT_WORDS).map(normalise));
  const words: [readonly (string | number)[], string][] = [
    [['join'], programme.join],
    ...programme.words.map((word, i): [readonly (string | number)[], string] => [['words', i], word]),
  ];
  for (const [path, word] of words) {
    if (optOut.has(normalise(word)))
      issues.add('OPTION_OPT_OUT', source.place(path), says('OPTION_OPT_OUT.word', { word }));
  }

  checkShown(pack, input);
  checkCertificate(pack, input);
  for (const [i, { when }] of programme.atRisk.entries())
    checkCel(when, source, ['at_risk', i, 'when'], pack, input, 'bool');
  for (const [i, { when }] of programme.indicators.entries())
    checkCel(when, source, ['indicators', i, 'when'], pack, input, 'bool');
  checkPlan(pack, input);
  checkReminders(pack, input);
}

/** Words of `programme.yaml` that people read: only those of a question are filled in. */
function checkShown(pack: CheckedPack, input: CheckInput): void {
  const { programme, source } = pack;
  const titles: YamlPath[] = [
    ['title'],
    ...programme.modules.map((_, i) => ['modules', i, 'title']),
    ...programme.sessions.flatMap((_, i) => [
      ['sessions', i, 'title'],
      ['sessions', i, 'place'],
    ]),
  ];
  for (const path of titles)
    if (source.written(path)?.includes('{{'))
      input.issues.add('PLACEHOLDER_IN_TITLE', source.place(path), says('PLACEHOLDER_IN_TITLE'));
  programme.purposes.forEach(({ ask, sms }, i) => {
    for (const [key, words] of Object.entries({ ask, ...(sms === undefined ? {} : { sms }) })) {
      checkPlaceholders({ words, part: () => source.place(['purposes', i, key]) }, new Set(), pack, input);
    }
  });
}

/** Each section of the plan is filled by something that exists. */
function checkPlan(pack: CheckedPack, input: CheckInput): void {
  const { programme, source, flows } = pack;
  const homework = knownNames('homework', pack, input);
  for (const [i, { from }] of (programme.plan?.sections ?? []).entries()) {
    const place = source.place(['plan', 'sections', i, 'from']);
    if ('homework' in from) {
      if (!homework.includes(from.homework))
        input.issues.add(
          'REF_UNKNOWN',
          place,
          says('REF_UNKNOWN.plan.homework', { name: from.homework }),
          didYouMean(from.homework, homework),
        );
      continue;
    }
    const flow = flows.find(({ name }) => name === from.flow);
    const steps = flow?.all.flatMap(({ key }) => key) ?? [];
    const unknown = flow ? from.step : from.flow;
    const known = flow ? steps : flows.map(({ name }) => name);
    if (!known.includes(unknown))
      input.issues.add(
        'REF_UNKNOWN',
        place,
        flow ? says('REF_UNKNOWN.plan.step', { name: unknown }) : says('REF_UNKNOWN.plan.flow', { name: unknown }),
        didYouMean(unknown, known),
      );
  }
}

function runsLesson(pack: CheckedPack, name: string): boolean {
  return pack.flows.some((tree) => tree.all.some((node) => node.step['run'] === name));
}

/** A clock time beside a length of time that is no whole number of days says two things at once. */
function checkReminders({ source }: CheckedPack, { issues }: CheckInput): void {
  const { reminders } = source.value as { reminders?: readonly Record<string, unknown>[] };
  reminders?.forEach((reminder, i) => {
    for (const key of ['offset', 'after']) {
      const length = reminder[key];
      if (reminder['at'] === undefined || typeof length !== 'string' || length === 'session') continue;
      if (/ (day|week)s?$/.test(length)) continue;
      issues.add(
        'DURATION_INVALID',
        source.place(['reminders', i, key]),
        says('DURATION_INVALID.clock', { length }),
        says('DURATION_INVALID.clock.fix', { hours: DAY / 3_600_000 }),
      );
    }
  });
}
