import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FlowEvent, FlowStep } from '../../src/flow/library.ts';
import { CORE_VERBS } from '../../src/flow/steps/index.ts';
import { answer, build, choose, did, event, flowOf, packFiles } from './pack.ts';

const dataOf = (verb: string) => new URL(`../data/flow/${verb}.yaml`, import.meta.url);

/** `# EVENT: what it does, …` lines at the head of a data file. */
function script(text: string): { event: FlowEvent; does: string[] }[] {
  return [...text.matchAll(/^# ([A-Z_]+)(?: (.+?))?: (.*)$/gm)].map(([, type, detail, does]) => ({
    event: eventOf(type!, detail ?? ''),
    // Commas inside a rule's JSON do not part.
    does: does!.split(/, (?![^{]*\})/),
  }));
}

function eventOf(type: string, detail: string): FlowEvent {
  if (type === 'REFUSED') return answer({ type: 'refused', how: 'unknown' });
  if (type === 'TEXT') return answer({ type: 'text', text: detail });
  return type === 'ANSWER' ? choose(detail) : event(type as FlowEvent['type'], detail ? { name: detail } : {});
}

describe.each(CORE_VERBS.map((verb) => [verb.verb, verb] as const))('%s', (name, verb) => {
  it('has test data that does what it says', () => {
    expect(existsSync(dataOf(name)), `test/data/flow/${name}.yaml`).toBe(true);
    const text = readFileSync(dataOf(name), 'utf8');
    const flow = flowOf(...text.split(/^---$/m));
    const steps = script(text);
    expect(steps.length).toBeGreaterThan(0);
    let state: FlowStep['state'] | undefined;
    for (const { event: heard, does } of steps) {
      const step: FlowStep =
        state === undefined ? flow.start(heard) : flow.next(JSON.parse(JSON.stringify(state)), heard);
      expect([...did(step), ...(step.done ? ['end'] : [])]).toEqual(does);
      state = step.state;
    }
  });

  it('has a manual entry whose example is sound', () => {
    expect(verb.manual.purpose).not.toBe('');
    const { issues } = build(packFiles(...verb.manual.example.split(/^---$/m)));
    expect(issues).toEqual([]);
    expect(verb.manual.example).toContain(`${name}:`);
  });
});
