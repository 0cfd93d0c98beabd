import dagre from '@dagrejs/dagre';
import type { BenchFlow } from './deps.ts';

/** A flow laid out: everything in the drawing's own units, which are pixels at full size. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly {
    readonly key: string;
    readonly verb: string;
    /** Its words, without the names that would be filled in. */
    readonly text: string;
    readonly lines: readonly string[];
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  readonly ways: readonly {
    readonly from: string;
    readonly to: string;
    readonly answers: readonly string[];
    readonly label: string;
    /** Corners of its line. */
    readonly points: readonly { readonly x: number; readonly y: number }[];
    readonly x: number;
    readonly y: number;
  }[];
}

const WIDTH = 150;
const LINE = 14;
/** Letters that fit one line of a node, and how many lines are shown. */
const LETTERS = 21;
const LINES = 3;
const LABEL = 22;
/** Drawings of the flows that were looked at last: laying one out takes some milliseconds, and a click must not. */
const KEPT = 60;
const kept = new Map<string, Drawing>();

/** Lays a flow out from top to bottom. */
export function layOut(flow: BenchFlow): Drawing {
  const key = JSON.stringify([flow.nodes, flow.ways]);
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= KEPT) kept.clear();
  const drawing = draw(flow);
  kept.set(key, drawing);
  return drawing;
}

function draw(flow: BenchFlow): Drawing {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 14, ranksep: 34, edgesep: 10, marginx: 10, marginy: 10 });
  graph.setDefaultEdgeLabel(() => ({}));
  const nodes = flow.nodes.map((node) => {
    const text = plain(node.text);
    const lines = wrap(text);
    const small = node.verb === 'end';
    return {
      ...node,
      text,
      lines,
      width: small ? 64 : WIDTH,
      height: small ? 30 : 24 + Math.max(1, lines.length) * LINE,
    };
  });
  for (const { key, width, height } of nodes) graph.setNode(key, { width, height });
  const ways = flow.ways.map((way) => {
    const all = way.answers.join(' · ');
    return { ...way, label: all.length > LABEL ? `${all.slice(0, LABEL - 1)}…` : all };
  });
  for (const { from, to, label } of ways)
    graph.setEdge(from, to, label ? { width: label.length * 6 + 10, height: 16, labelpos: 'c' } : {});
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  // The layout knows no order of branches: where most stand the wrong way round, the drawing is mirrored.
  const across = (key: string) => (graph.node(key) as { x: number }).x;
  const turned = flow.ways.reduce((sum, { from, to }, index) => {
    const beside = flow.ways[index + 1];
    return beside?.from === from ? sum + Math.sign(across(to) - across(beside.to)) : sum;
  }, 0);
  const at = (x: number) => (turned > 0 ? width - x : x);
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: nodes.map((node) => {
      const { x, y } = graph.node(node.key) as { x: number; y: number };
      return { ...node, x: at(x), y };
    }),
    ways: ways.map((way) => {
      const laid = graph.edge(way.from, way.to) as { points: { x: number; y: number }[]; x?: number; y?: number };
      const middle = laid.points[Math.floor(laid.points.length / 2)]!;
      return {
        ...way,
        points: laid.points.map(({ x, y }) => ({ x: at(x), y })),
        x: at(laid.x ?? middle.x),
        y: laid.y ?? middle.y,
      };
    }),
  };
}

/** `{{name|vecina}}` reads as `vecina`, `{{person.precio}}` as `…`. */
const plain = (text: string): string =>
  text
    .replace(/\{\{[^}|]*(?:\|([^}]*))?\}\}/g, (_, fallback: string | undefined) => fallback ?? '…')
    .replace(/\s+/g, ' ')
    .trim();

function wrap(text: string): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + word.length + 1 > LETTERS) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  const shown = lines.slice(0, LINES).map((line) => (line.length > LETTERS + 3 ? `${line.slice(0, LETTERS)}…` : line));
  if (lines.length > LINES) shown[LINES - 1] = `${shown[LINES - 1]!.slice(0, LETTERS - 1)}…`;
  return shown.filter(Boolean);
}
