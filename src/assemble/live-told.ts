import type { Issue } from '../flow/issue.ts';
import { ISSUES, type IssueCode } from '../flow/issue-kinds.ts';
import type { Live, LiveGroup } from './check-live.ts';

/** What an author should know before these packs are put in place: nobody is moved silently. */
export function liveIssues({ groups }: Live): readonly Issue[] {
  return groups.flatMap((group) => {
    const found = issueOf(group);
    if (!found) return [];
    const [code, message, fix] = found;
    const { severity } = ISSUES[code];
    return [{ code, severity, place: { path: group.path, line: 1, column: 1 }, message, fix }];
  });
}

function issueOf({ how, goes, at, people, flow }: LiveGroup): [IssueCode, string, string] | undefined {
  const [who, stand] = people === 1 ? ['1 person', 'stands'] : [`${people} people`, 'stand'];
  const lost = goes.find(({ elsewhere }) => elsewhere);
  switch (how) {
    case 'stays':
      return [
        'LIVE_FLOW_GONE',
        `${who} ${stand} at \`${at}\` of ${flow}, whose file is gone; they end it as it was.`,
        KEEP,
      ];
    case 'left':
      return ['LIVE_FLOW_GONE', `${who} ${stand} at \`${at}\` of ${flow}, which is gone; it is closed for them.`, KEEP];
    case 'anew': {
      const to = goes[0]?.to;
      const where =
        to === at ? 'they are asked there again' : to ? `they begin again at \`${to}\`` : 'it ends for them';
      return ['LIVE_ANEW', `${who} ${stand} at \`${at}\` in a version that can no longer be run; ${where}.`, WAIT];
    }
    case 'moves':
      if (!lost) return undefined;
      if (lost.to === null)
        return [
          'LIVE_ENDS',
          `${who} ${stand} at \`${at}\`; nothing of what followed is left, and the flow ends for them.`,
          KEEP_ID,
        ];
      return [
        'LIVE_ELSEWHERE',
        `${who} ${stand} at \`${at}\`; the step that came next is gone, and they go on at \`${lost.to}\`.`,
        KEEP_ID,
      ];
  }
}

const KEEP = 'Leave the file where it is and take its name out of `modules`: nobody new begins it.';
const KEEP_ID =
  'Give the step that took its place the `id` it had, or put the edit in place when they have ended the flow.';
const WAIT = 'Put the edit in place when they have ended the flow, or tell them beforehand.';

/** The whole list, for a terminal. */
export function toldLive({ people, groups, broken }: Live): string[] {
  const concerned = groups.reduce((sum, group) => sum + group.people, 0);
  const lines = [
    `${people} ${people === 1 ? 'person is' : 'people are'} in the middle of a flow (simulated ones not counted); the edits concern ${concerned === 0 ? 'nobody' : concerned}.`,
  ];
  for (const name of broken)
    lines.push(`${name} has errors and was left out: as it is, nothing of it would be taken in.`);
  for (const flow of new Set(groups.map((group) => group.flow))) {
    const own = groups.filter((group) => group.flow === flow);
    lines.push('', `${flow} (${own[0]!.path})`);
    for (const group of own) {
      lines.push(`  ${group.people} at \`${group.at}\`${group.names ? `: ${group.names.join(', ')}` : ''}`);
      for (const way of waysOf(group)) lines.push(`    → ${way}`);
    }
  }
  return lines;
}

function waysOf({ how, goes }: LiveGroup): string[] {
  if (how === 'stays') return ['end it as it was: its file is gone'];
  if (how === 'left') return ['it is closed for them: it is gone, and so is their version'];
  if (goes.length === 0) return ['stay where they are until they are answered'];
  const ways = new Map<string, string[]>();
  for (const { to, elsewhere, asks } of goes) {
    const lead = how === 'anew' ? 'asked again at' : elsewhere ? 'go on elsewhere, at' : 'go on at';
    const asked = asks ? `, asked «${asks.replace(/\s+/g, ' ')}»` : '';
    const over = elsewhere ? 'it ends for them: nothing of what followed is left' : 'it ends, as it would have';
    const way = to === null ? over : `${lead} …${asked}`;
    ways.set(way, [...(ways.get(way) ?? []), `\`${to}\``]);
  }
  // By whatever answer they come to a question, it is one way.
  return [...ways].map(([way, steps]) => way.replace('…', () => steps.join(', ')));
}
