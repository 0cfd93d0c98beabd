import { RecadoError } from '../base/errors.ts';
import type { Programme } from '../flow/programme.ts';
import type { Sight } from './sight.ts';

/** The loaded programme that a caller names. Throws SIGHT_DENIED where it is not the caller's to see, else PROGRAMME_UNKNOWN. */
export function knownProgramme(name: string, programmes: ReadonlyMap<string, Programme>, sight: Sight): Programme {
  if (sight.programmes !== null && !sight.programmes.includes(name))
    throw new RecadoError('SIGHT_DENIED', { programme: name });
  const programme = programmes.get(name);
  if (!programme) throw new RecadoError('PROGRAMME_UNKNOWN', { name, known: [...programmes.keys()].join(', ') });
  return programme;
}
