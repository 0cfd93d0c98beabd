import { createHash } from 'node:crypto';
import { RecadoError } from '../../base/errors.ts';
import type { Json } from '../../base/json.ts';
import { type Key, keptQuery } from '../../programme/recorded.ts';
import { answerKept } from '../../programme/token/index.ts';
import type { ApiDeps } from './deps.ts';

/** nth of the whole answer; its operations count from 0. */
const ANSWER = -1;

/** What a request is asked by: its token, its Idempotency-Key, and the hash of all that it says. */
export type Asked = Omit<Key, 'nth'>;

/** Undefined without the header. Throws IDEMPOTENCY_KEY_INVALID. */
export function askedOf(
  token: string,
  header: string | readonly string[] | undefined,
  request: { readonly method: string; readonly url: string; readonly body: unknown },
): Asked | undefined {
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(header))
    throw new RecadoError('IDEMPOTENCY_KEY_INVALID');
  const { method, url, body } = request;
  const hash = createHash('sha256').update(`${method} ${url}\n`);
  hash.update(body instanceof Uint8Array ? body : JSON.stringify(body ?? null));
  return { token, key: header, request: hash.digest('hex') };
}

export interface Worked {
  readonly answer: Json;
  /** It changed something, so that its answer must be kept. */
  readonly wrote: boolean;
}

/**
 * The same request under one key is worked once. What it wrote stands with its operations, in their commits
 * (programme/recorded.ts), so that a crash before the answer was kept repeats no effect; the answer is kept after them.
 */
export function createOnce({ read, operate, clock }: Pick<ApiDeps, 'read' | 'operate' | 'clock'>) {
  const underWay = new Map<string, string>();

  return async function once(
    asked: Asked | undefined,
    workspace: string,
    work: () => Promise<Worked>,
  ): Promise<{ readonly answer: Json; readonly replayed: boolean }> {
    if (!asked) return { answer: (await work()).answer, replayed: false };
    const name = `${asked.token}\n${asked.key}`;
    const other = underWay.get(name);
    if (other !== undefined)
      throw new RecadoError(other === asked.request ? 'IDEMPOTENCY_KEY_BUSY' : 'IDEMPOTENCY_KEY_REUSED');
    underWay.set(name, asked.request);
    try {
      const key = { ...asked, nth: ANSWER };
      const [kept] = await read(keptQuery(key, clock.now()));
      if (kept && kept['request'] !== asked.request) throw new RecadoError('IDEMPOTENCY_KEY_REUSED');
      if (kept) return { answer: JSON.parse(String(kept['answer'])) as Json, replayed: true };
      const { answer, wrote } = await work();
      if (wrote) await operate(answerKept, { key, answer: answer as never, workspace });
      return { answer, replayed: false };
    } finally {
      underWay.delete(name);
    }
  };
}
