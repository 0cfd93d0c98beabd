import { type Said, says } from '../../locale/sentence.ts';
import type { Programme } from '../programme.ts';

/** What the carriers of a country filter out of SMS. Words are as `normalise` leaves them. */
export interface CarrierWords {
  readonly country: Said;
  /** How a programme of that country is known. */
  readonly currency: string;
  readonly zones: readonly string[];
  readonly words: readonly string[];
  /** What is filtered, for the author. */
  readonly about: Said;
}

export const CARRIER_WORDS: readonly CarrierWords[] = [
  {
    // Loans and money content is filtered on the way to +52, lessons about it too (CHANNELS §3.8).
    country: says('carrier.mexico'),
    currency: 'MXN',
    zones: [
      'America/Mexico_City',
      'America/Monterrey',
      'America/Merida',
      'America/Cancun',
      'America/Chihuahua',
      'America/Ciudad_Juarez',
      'America/Ojinaga',
      'America/Hermosillo',
      'America/Mazatlan',
      'America/Bahia_Banderas',
      'America/Matamoros',
      'America/Tijuana',
    ],
    words: [
      'prestamo',
      'prestamos',
      'prestamista',
      'prestamistas',
      'credito',
      'creditos',
      'microcredito',
      'microcreditos',
      'loan',
      'loans',
      'credit',
      'credits',
      'microcredit',
    ],
    about: says('carrier.loans'),
  },
];

/** The lists that a programme's SMS must get past: of the country of its money, or of its clock. */
export function carriersOf({ currency, timezone }: Pick<Programme, 'currency' | 'timezone'>): readonly CarrierWords[] {
  return CARRIER_WORDS.filter((one) => one.currency === currency || one.zones.includes(timezone));
}
