import { TEMPERAMENTS, type Temperament } from './temperament.ts';

/** A learner of the rehearsal. */
export interface Part {
  readonly name: string;
  readonly temperament: Temperament;
  /** Digits, with country code. */
  readonly phone: string;
  readonly channel: 'whatsapp-cloud' | 'twilio-sms';
  /** Another of the cast has the same phone. */
  readonly shared: boolean;
  /** Index of her family's business: some run one together. */
  readonly enterprise: number;
}

const FIRST =
  `Ana Luz Rosa Mari Chela Nena Lupe Toña Paty Irma Delia Elsa Norma Alma Bertha Celia Dora Eva Flor Gela Hilda
  Inés Juana Lidia Marta Nora Olga Petra Reyna Sara`.split(/\s+/);
const LAST =
  `López Pérez Reyes Cruz Ramos Soto Vega Luna Mora Salas Ibarra Peña Lara Rivas Campos Nava Rangel Serna Tovar Zapata
  Medina Ochoa Parra Quiroz Rocha Silva Torres Ugalde Varela Yáñez Zavala Bravo Cano Duarte`.split(/\s+/);

/** The first number of the rehearsal's learners: of Mexico's plan, given to nobody by us. */
const FIRST_PHONE = 528_341_200_000;

/** So many women: temperaments in turn, two on one phone where the temperament shares, every third business a family's. */
export function castOf(people: number): readonly Part[] {
  let phone = FIRST_PHONE;
  let enterprise = -1;
  return Array.from({ length: people }, (_, n): Part => {
    const temperament = TEMPERAMENTS[n % TEMPERAMENTS.length]!;
    const before = n > 0 ? TEMPERAMENTS[(n - 1) % TEMPERAMENTS.length]! : undefined;
    const joins = before?.shares === true;
    if (!joins) phone++;
    if (!joins) enterprise++;
    const round = Math.floor(n / FIRST.length);
    const name =
      round === 0 ? FIRST[n]! : `${FIRST[n % FIRST.length]} ${LAST[(round - 1) % LAST.length]}${suffix(round)}`;
    return {
      name,
      temperament,
      phone: String(phone),
      channel: temperament.sms ? 'twilio-sms' : 'whatsapp-cloud',
      shared: joins || (temperament.shares === true && n + 1 < people),
      enterprise,
    };
  });
}

/** Beyond a thousand women names come again, with a second family name. */
function suffix(round: number): string {
  const second = Math.floor((round - 1) / LAST.length);
  return second === 0 ? '' : ` ${LAST[second % LAST.length]}`;
}
