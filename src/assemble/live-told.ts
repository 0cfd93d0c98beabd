import type { Issue } from '../flow/issue.ts';
import { ISSUES, type IssueCode } from '../flow/issue-kinds.ts';
import { type Said, says } from '../locale/sentence.ts';
import type { Live, LiveGroup } from './check-live.ts';
import type { Phrase, Speaker } from './tongue.ts';

/** What an author should know before these packs are put in place: nobody is moved silently. */
export function liveIssues({ groups }: Live): readonly Issue[] {
  return groups.flatMap((group) => {
    const found = issueOf(group);
    if (!found) return [];
    const [code, message, fix] = found;
    const { line, column, length } = group;
    const place = { path: group.path, line, column, ...(length === undefined ? {} : { length }) };
    return [{ code, severity: ISSUES[code].severity, place, message, fix }];
  });
}

function issueOf({ how, goes, at, people: count, flow }: LiveGroup): [IssueCode, Said, Said] | undefined {
  const lost = goes.find(({ elsewhere }) => elsewhere);
  switch (how) {
    case 'stays':
      return ['LIVE_FLOW_GONE', says('LIVE_FLOW_GONE', { count, at, flow }), says('LIVE_FLOW_GONE.fix')];
    case 'left':
      return ['LIVE_FLOW_GONE', says('LIVE_FLOW_GONE.closed', { count, at, flow }), says('LIVE_FLOW_GONE.fix')];
    case 'anew': {
      const to = goes[0]?.to;
      const begun = to ? says('LIVE_ANEW.begin', { to }) : says('LIVE_ANEW.over');
      const where = to === at ? says('LIVE_ANEW.again') : begun;
      return ['LIVE_ANEW', says('LIVE_ANEW', { count, at, where }), says('LIVE_ANEW.fix')];
    }
    case 'moves':
      if (!lost) return undefined;
      if (lost.to === null) return ['LIVE_ENDS', says('LIVE_ENDS', { count, at }), says('LIVE_MOVED.fix')];
      return ['LIVE_ELSEWHERE', says('LIVE_ELSEWHERE', { count, at, to: lost.to }), says('LIVE_MOVED.fix')];
  }
}

/** The whole list, for a terminal. */
export function toldLive({ people, groups, broken }: Live, { phrase }: Speaker): string[] {
  const concerned = groups.reduce((sum, group) => sum + group.people, 0);
  const lines = [
    `${phrase('live.people', { count: people })} ${concerned === 0 ? phrase('live.nobody') : phrase('live.concerned', { people: concerned })}`,
  ];
  for (const name of broken) lines.push(phrase('live.broken', { name }));
  for (const flow of new Set(groups.map((group) => group.flow))) {
    const own = groups.filter((group) => group.flow === flow);
    lines.push('', `${flow} (${own[0]!.path})`);
    for (const group of own) {
      const names = group.names ? `: ${group.names.join(', ')}` : '';
      lines.push(`  ${phrase('live.at', { people: group.people, at: group.at })}${names}`);
      for (const way of waysOf(group, phrase)) lines.push(`    → ${way}`);
    }
  }
  return lines;
}

function waysOf({ how, goes }: LiveGroup, phrase: Phrase): string[] {
  if (how === 'stays') return [phrase('live.stays')];
  if (how === 'left') return [phrase('live.left')];
  if (goes.length === 0) return [phrase('live.waits')];
  const ways = new Map<string, { readonly asks: string | undefined; readonly key: string; steps: readonly string[] }>();
  for (const { to, elsewhere, asks } of goes) {
    const on = how === 'anew' ? 'live.again' : elsewhere ? 'live.elsewhere' : 'live.on';
    const over = elsewhere ? 'live.over.lost' : 'live.over';
    const key = to === null ? over : on;
    const name = JSON.stringify([key, to === null ? undefined : asks]);
    const steps = [...(ways.get(name)?.steps ?? []), `\`${to}\``];
    ways.set(name, { key, asks: to === null ? undefined : asks, steps });
  }
  // By whatever answer they come to a question, it is one way.
  return [...ways.values()].map(({ key, asks, steps }) => {
    const asked = asks === undefined ? '' : phrase('live.asked', { words: asks.replace(/\s+/g, ' ') });
    return phrase(key, { steps: steps.join(', '), asked });
  });
}
