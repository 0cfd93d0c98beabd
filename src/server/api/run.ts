import type { Json } from '../../base/json.ts';
import type { Recording } from '../../programme/recorded.ts';
import type { AnyRoute, RouteContext } from '../../programme/route.ts';
import { tokenLooked } from '../../programme/token/index.ts';
import type { Caller } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import type { Given } from './input.ts';
import type { Asked, Worked } from './once.ts';

/** Runs a route for a caller. Whatever is no GET leaves one line in the audit log, with the commit of its first operation. */
export async function run(
  route: AnyRoute,
  given: Given,
  caller: Caller,
  asked: Asked | undefined,
  deps: ApiDeps,
): Promise<Worked> {
  const { sight, token } = caller;
  const about = (given.params as { readonly id?: unknown } | undefined)?.id;
  const line = {
    action: route.name,
    about: typeof about === 'string' ? about : null,
    detail: { fields: route.raw ? ['file'] : Object.keys((given.body ?? {}) as object) },
    workspace: sight.workspace,
  };
  let operations = 0;
  const context: RouteContext = {
    read: deps.read,
    operate(operation, input) {
      const nth = operations++;
      const recording: Recording = {
        by: { kind: 'token', id: token },
        ...line,
        // What is worked out anew because somebody looks is nobody's doing.
        line: route.method !== 'GET' && nth === 0 ? 'always' : 'rest',
        ...(asked ? { key: { ...asked, nth } } : {}),
      };
      return deps.record(operation, input, recording);
    },
    programmes: deps.programmes(),
    sight,
    by: { kind: 'token', id: token },
    person: caller.person,
    place: deps.place,
    newcomers: deps.newcomers,
    ourNumbers: deps.ourNumbers,
    words: deps.words,
    paper: deps.paper,
    publicUrl: deps.publicUrl,
    now: deps.clock.now(),
  };
  // What a reply's schema does not name does not leave.
  const answer = route.reply.parse(await route.run(given, context)) as Json;
  if (route.method !== 'GET' && operations === 0) await deps.operate(tokenLooked, { token, ...line });
  return { answer, wrote: operations > 0 };
}
