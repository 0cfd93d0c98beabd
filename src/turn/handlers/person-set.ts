import type { Json } from '../../base/json.ts';
import type { EffectMap } from '../../domain/effect.ts';
import type { Handler, PersonRecord } from '../../programme/manifest.ts';
import type { SqlRow } from '../../store/port.ts';

/** Writes the whole JSON column anew; her name and language stand in columns of their own too. */
export const personSet: Handler<'person.set'> = (effect, at) => {
  const before = at.person(effect.personId);
  if (!before) throw new Error(`person.set: ${effect.personId} is not on lane ${at.laneId}`);
  const after = withValue(before, effect);
  const [root, name] = split(effect.path);
  const json: SqlRow =
    root === 'person' ? { person_values: JSON.stringify(after.values) } : { profile: JSON.stringify(after.profile) };
  const column: SqlRow =
    root === 'profile' && (name === 'name' || name === 'language') ? { [name]: columnText(effect.value) } : {};
  return [{ op: 'update', table: 'person', key: { id: effect.personId }, set: { ...json, ...column } }];
};

/** Her record with this value in it. */
export function withValue(record: PersonRecord, { path, value }: EffectMap['person.set']): PersonRecord {
  const [root, name] = split(path);
  if (root === 'person') return { ...record, values: { ...record.values, [name]: value } };
  const profile = { ...record.profile, [name]: value };
  return name === 'language' ? { ...record, profile, language: columnText(value) } : { ...record, profile };
}

function split(path: string): readonly ['person' | 'profile', string] {
  const [, root, name] = /^(person|profile)\.(.+)$/.exec(path) ?? [];
  if (!root || !name) throw new Error(`person.set: "${path}" is neither person.x nor profile.x`);
  return [root as 'person' | 'profile', name];
}

const columnText = (value: Json): string | null => (typeof value === 'string' ? value : null);
