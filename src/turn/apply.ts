import type { Effect, EffectKind, EffectMap } from '../domain/effect.ts';
import type { Handler, HandlerContext, Handlers, PersonRecord } from '../programme/manifest.ts';
import type { RowWrite } from '../store/port.ts';
import { withValue } from './handlers/person-set.ts';

/** Everything a handler may know; the records change as effects go by. */
export interface ApplyContext extends HandlerContext {
  /** Her record from this effect on. */
  keep(personId: string, record: PersonRecord): void;
}

/**
 * Effects → rows, in their order. The one thing that runs along is each person's record, since a handler writes a whole
 * JSON column and a turn may set several values in it.
 */
export function applyEffects(effects: readonly Effect[], handlers: Handlers, at: ApplyContext): readonly RowWrite[] {
  const rows: RowWrite[] = [];
  for (const effect of effects) {
    rows.push(...handle(effect, handlers, at));
    if (effect.kind === 'person.create')
      at.keep(effect.personId, { language: effect.language, values: {}, profile: {} });
    if (effect.kind === 'person.set') at.keep(effect.personId, withValue(at.person(effect.personId)!, effect));
  }
  return rows;
}

/** The table is total over EffectMap; TypeScript cannot follow that kind and payload belong together, hence one cast. */
function handle<K extends EffectKind>(
  effect: { readonly kind: K } & EffectMap[K],
  handlers: Handlers,
  at: HandlerContext,
) {
  const handler = handlers[effect.kind] as Handler<K>;
  return handler(effect, at);
}
