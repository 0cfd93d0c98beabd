import type { VNode } from 'preact';
import type { Form } from '../../../domain/channel.ts';
import type { Language } from '../../pages/words.ts';
import type { BenchFlow, BenchPhone } from './deps.ts';
import { type Drawing, layOut } from './layout.ts';
import { BENCH_WORDS, type BenchWords } from './words.ts';

/** Three branches side by side fit beside two phones. */
const SCALE = 0.92;
const FORMS = ['whatsapp', 'sms'] as const;

interface GraphProps {
  readonly flow: BenchFlow | null;
  readonly phones: Readonly<Record<Form, BenchPhone>>;
  readonly language: Language;
}

/** The flow as a drawing whose steps can be reached by keyboard, and the same in words. Where she stands is lit. */
export function FlowGraph({ flow, phones, language }: GraphProps): VNode {
  const words = BENCH_WORDS[language];
  if (!flow) return <p>{words.flowNone}</p>;
  const drawing = layOut(flow);
  const number = new Map(drawing.nodes.map(({ key }, index) => [key, index + 1]));
  const standing = (key: string) =>
    FORMS.filter((form) => phones[form].at?.flow === flow.id && phones[form].at.key === key);
  const told = ({ key, verb, text }: Drawing['nodes'][number]) =>
    [
      `${number.get(key)}. ${words.verbs[verb] ?? verb}`,
      text && `: ${text}`,
      ...standing(key).map((form) => ` (${words[form]} ${words.here})`),
    ].join('');
  return (
    <>
      <h2 id="flow-title">
        {words.flowTitle}: {flow.title}
      </h2>
      <p class="legend" aria-hidden="true">
        {FORMS.map((form) => (
          <span class={form}>{words[form]}</span>
        ))}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="canvas" tabIndex={0} aria-labelledby="flow-title">
        <svg
          width={Math.round(drawing.width * SCALE)}
          height={Math.round(drawing.height * SCALE)}
          viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        >
          <title>{flow.title}</title>
          <defs>
            <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0 8 4 0 8z" />
            </marker>
          </defs>
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can be reached; the list below says the same */}
          <g aria-hidden="true">
            {drawing.ways.map((way) => (
              <Way way={way} split={splits(drawing, way.from)} />
            ))}
          </g>
          {drawing.nodes.map((node) => (
            <Node node={node} number={number.get(node.key)!} told={told(node)} at={standing(node.key)} words={words} />
          ))}
        </svg>
      </section>
      <details class="in-words" id="in-words">
        <summary>{words.flowWords}</summary>
        <ol>
          {drawing.nodes.map((node) => (
            <li id={`step-${number.get(node.key)}`}>
              <b>{words.verbs[node.verb] ?? node.verb}</b> {node.text}
              {drawing.ways
                .filter(({ from }) => from === node.key)
                .map(({ to, answers }) => (
                  <small>
                    {answers.length > 0
                      ? answers.join(', ')
                      : splits(drawing, node.key)
                        ? words.otherwise
                        : words.goesOn}{' '}
                    → {number.get(to)}
                  </small>
                ))}
              {standing(node.key).map((form) => (
                <strong class={form}>
                  {words[form]} {words.here}
                </strong>
              ))}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

/** Answers lead on from it in their own ways. */
const splits = (drawing: Drawing, key: string): boolean =>
  drawing.ways.some(({ from, answers }) => from === key && answers.length > 0);

/** `split`: others leave this step by an answer, so that this one is for all the rest. */
function Way({ way, split }: { readonly way: Drawing['ways'][number]; readonly split: boolean }): VNode {
  const [first, ...rest] = way.points;
  const curve = `M${round(first!.x)} ${round(first!.y)}${rest.map(({ x, y }) => `L${round(x)} ${round(y)}`).join('')}`;
  return (
    <>
      <path class={split && way.answers.length === 0 ? 'way rest' : 'way'} d={curve} marker-end="url(#tip)" />
      {way.label && (
        <>
          <rect
            class="plate"
            x={round(way.x - way.label.length * 3 - 5)}
            y={round(way.y - 8)}
            width={way.label.length * 6 + 10}
            height="16"
            rx="8"
          />
          <text class="answer" x={round(way.x)} y={round(way.y + 4)}>
            {way.label}
          </text>
        </>
      )}
    </>
  );
}

interface NodeProps {
  readonly node: Drawing['nodes'][number];
  readonly number: number;
  readonly told: string;
  readonly at: readonly Form[];
  readonly words: BenchWords;
}

function Node({ node, number, told, at, words }: NodeProps): VNode {
  const { x, y, width, height, verb, lines } = node;
  const left = round(x - width / 2);
  const top = round(y - height / 2);
  const end = verb === 'end';
  return (
    <a href={`#step-${number}`} class={`node ${verb} ${at.map((form) => `on-${form}`).join(' ')}`.trim()}>
      <title>{told}</title>
      <rect x={left} y={top} width={width} height={height} rx={end ? 15 : 10} />
      <text x={end ? round(x) : left + 10} y={end ? round(y + 4) : top + 16} class={end ? 'verb middle' : 'verb'}>
        {words.verbs[verb] ?? verb}
      </text>
      {lines.map((line, index) => (
        <text x={left + 10} y={top + 31 + index * 14}>
          {line}
        </text>
      ))}
      {at.map((form, index) => (
        <g class={`flag ${form}`}>
          <circle cx={left + width - 12 - index * 22} cy={top + 2} r="9" />
          <text x={left + width - 12 - index * 22} y={top + 6}>
            {form === 'sms' ? 'S' : 'W'}
          </text>
        </g>
      ))}
    </a>
  );
}

const round = (at: number): number => Math.round(at * 10) / 10;
