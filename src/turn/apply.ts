import type { Effect, EffectKind, EffectMap } from '../domain/effect.ts';
import type { Handler, HandlerContext, Handlers, PersonRecord } from '../programme/manifest.ts';
import type { RowWrite } from '../store/port.ts';
import { withValue } from './handlers/person-set.ts';

/** Everything a handler may know but the records, which change as effects go by. */
export type ApplyContext = Omit<HandlerContext, 'person'> & {
  /** Her record as loaded. */
  loaded(personId: string): PersonRecord | undefined;
};

/**
 * Effects → rows, in their order. The one thing that runs along is each person's record, since a handler writes a whole
 * JSON column and a turn may set several values in it.
 */
export function applyEffects(
  effects: readonly Effect[],
  handlers: Handlers,
  context: ApplyContext,
): readonly RowWrite[] {
  const records = new Map<string, PersonRecord>();
  const person = (id: string): PersonRecord | undefined => records.get(id) ?? context.loaded(id);
  const at: HandlerContext = { ...context, person };
  return effects.flatMap((effect) => {
    const rows = handle(effect, handlers, at);
    if (effect.kind === 'person.create')
      records.set(effect.personId, { language: effect.language, values: {}, profile: {} });
    if (effect.kind === 'person.set') records.set(effect.personId, withValue(person(effect.personId)!, effect));
    return rows;
  });
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
