import { says } from '../../locale/sentence.ts';
import type { FlowTree } from '../tree.ts';
import type { CheckedPack, CheckInput } from './input.ts';

/** Flows that somebody gets: lessons of the modules, services, and what these run. */
export function flowsInUse({ programme, flows }: CheckedPack): ReadonlySet<string> {
  const byName = new Map(flows.map((tree) => [tree.name, tree]));
  const given = new Set(programme.modules.flatMap(({ lessons }) => lessons));
  const open = [...given, ...flows.filter(({ kind }) => kind === 'service').map(({ name }) => name)];
  open.push(...programme.surveyPlan.map(({ survey }) => survey));
  const used = new Set<string>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    open.push(...startedBy(byName.get(name)));
  }
  return used;
}

/** Flows that the steps of this one start. */
function startedBy(tree: FlowTree | undefined): string[] {
  return (tree?.all ?? []).flatMap(({ step }) =>
    ['run', 'homework', 'survey'].flatMap((key) => {
      const name = step[key];
      return typeof name === 'string' ? [name.slice(name.indexOf('/') + 1)] : [];
    }),
  );
}

/** Homework that nobody is given, and waves in which nobody is asked. */
export function checkUnused(pack: CheckedPack, { issues }: CheckInput): void {
  const { programme, flows } = pack;
  // Steps that could not be read may be the ones that start it.
  if (flows.some(({ source }) => issues.hasErrorsIn(source.path))) return;
  const started = new Set(flows.flatMap(startedBy));
  for (const tree of flows) {
    if (tree.kind === 'homework' && !started.has(tree.name))
      issues.add(
        'HOMEWORK_UNUSED',
        tree.source.place([tree.kind]),
        says('HOMEWORK_UNUSED', { name: tree.name }),
        says('HOMEWORK_UNUSED.fix', { name: tree.name }),
      );
    if (tree.survey) checkWaves(tree, tree.survey.waves);
  }

  function checkWaves(tree: FlowTree, waves: readonly string[]): void {
    const planned = programme.surveyPlan.filter(({ survey }) => survey === tree.name).map(({ wave }) => String(wave));
    const asked = flows
      .filter((flow) => flow !== tree)
      .flatMap((flow) => flow.all)
      .filter(({ step }) => step['survey'] === tree.name)
      .map(({ step }) => (typeof step['wave'] === 'string' ? step['wave'] : waves[0]));
    for (const wave of waves) {
      if (planned.includes(wave) || asked.includes(wave)) continue;
      issues.add(
        'SURVEY_UNUSED',
        tree.source.place(['wave']),
        says('SURVEY_UNUSED', { wave, name: tree.name }),
        says('SURVEY_UNUSED.fix', { name: tree.name, wave }),
      );
    }
  }
}
