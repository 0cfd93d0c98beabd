import { RecadoError } from '../base/errors.ts';
import { type Class, classOf } from '../domain/field-class.ts';
import type { Programme } from '../flow/programme.ts';
import type { Audience } from './audience.ts';
import type { Sight } from './sight.ts';

type Fields = Pick<Programme, 'fields'> | undefined;

/** How far what stands at that path may travel: `profile.x`, `person.x`, `tag.x`. */
export const classIn = (path: string, programme: Fields): Class => classOf(path, programme?.fields);

/** May somebody who sees so much be told what stands there? Every list, preview, export and message of staff asks here. */
export function mayLeave(path: string, programme: Fields, sight: Pick<Sight, 'classes'>): boolean {
  return sight.classes.includes(classIn(path, programme));
}

/** For few eyes: the team at large is not told, and it is shown on no phone that others read. */
export function isClose(path: string, programme: Fields): boolean {
  const is = classIn(path, programme);
  return is === 'never' || is === 'restricted';
}

/** The audience, where none of its filters would say of somebody what may not be told. Throws FIELD_CLOSED. */
export function mayAsk(audience: Audience, programme: Fields, sight: Pick<Sight, 'classes'>): Audience {
  for (const tag of [...(audience.tags ?? []), ...(audience.without_tags ?? [])])
    if (!mayLeave(`tag.${tag}`, programme, sight)) throw new RecadoError('FIELD_CLOSED', { field: `tag.${tag}` });
  return audience;
}

/** Fewer than this are not told of a field that is not public: who knows the village would know who they are. */
export const FEWEST = 5;

/** The values of one root that may leave, under their names. */
export function leaving<T>(
  root: 'person' | 'profile',
  values: Readonly<Record<string, T>>,
  programme: Fields,
  sight: Pick<Sight, 'classes'>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => mayLeave(`${root}.${name}`, programme, sight)));
}
