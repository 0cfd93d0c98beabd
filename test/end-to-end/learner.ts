import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../src/base/clock.ts';
import { type Random, seededRandom } from '../../src/base/random.ts';
import { addDays, localDate, localMoment, localTime } from '../../src/domain/time.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import type { Said } from '../../src/workshop/emulator/said.ts';
import { SAMPLES } from '../../src/workshop/emulator/samples.ts';
import { plain } from './lesson.ts';

const ZONE = 'America/Monterrey';

type Answer = Said | ((she: Learner) => Said | null);

/** What she reads, accents aside, and what she does about it. The last one that stands on the screen counts. */
const READS: readonly (readonly [reads: RegExp, answers: Answer])[] = [
  [/Esta de acuerdo en participar|Acepta participar|Acepta\?|quiere participar|Le invita/, 'si'],
  [/Como le gusta que le digamos/, (she) => she.name],
  [/De que es su negocio/, 'comida'],
  [/mujer u hombre/, 'mujer'],
  [/Que lengua habla/, 'espanol'],
  [/Lee usted los mensajes/, 'leo yo'],
  [/Por donde prefiere/, 'sms'],
  [/Que quiere lograr/, 'pagar la escuela'],
  [/Alguien mas (usa|lee)/, 'solo yo'],
  [/Ya separa el dinero/, 'todavia no'],
  [/500 pesos de tamales/, (she) => (she.random() < 0.2 ? 'casa' : 'negocio')],
  [/necesita un cuaderno/, 'casa'],
  [/30 gorditas/, '6 pesos'],
  [/En cuanto vende cada uno/, '12'],
  [/Que le conviene/, 'cobrar su tiempo'],
  [/alcanza para pagar su tiempo/, 'si'],
  [/cuanto aparta con esta regla/, '30 pesos'],
  [/apartar esta semana/, '50'],
  [/Cuanto le cuesta ese dinero/, '2,500 pesos'],
  [/Lupe a vender mas/, 'anotar'],
  [/Quien le compra mas/, 'vecinas'],
  [/juntar 600 pesos/, '200 pesos'],
  [/Ya sabe cuanto cuesta/, 'todavia no'],
  [/Como la diria/, 'tamales de puerco para los que entran temprano'],
  [/juntar 400 pesos/, '200 pesos'],
  [/Que quiere mejorar usted/, 'la hora'],
  [/Que frase dice mas/, 'queso fresco de hoy'],
  [/pedido venia incompleto/, (she) => (she.random() < 0.2 ? 'darle explicaciones' : 'escucharla')],
  [/Cuantas cosas conviene/, 'una sola'],
  [/usa usted una medida fija/i, 'todavia no'],
  [/llega molesto/, 'escuchar'],
  [/50 tamales/, 'con una hora de mas'],
  [/los tamales de Chela/, 'con la misma taza'],
  [/queso que salio agrio/, 'cambiarselo'],
  [/si algo puede fallar/i, 'una con tiempo'],
  [/Que falta decir/, 'por que le sirve'],
  [/Como supo Lupe/, 'lo anoto'],
  [/Donde toma la foto/, 'junto a la ventana'],
  [/si algo sale mal, ¿?que hace/i, 'reconocerlo'],
  [/En cuantas semanas sale/, '8 semanas'],
  [/Que equipo le ayudaria/, 'un molino'],
  [/VOY o NO PUEDO|Puede venir/, (she) => she.comes('voy', 'no puedo')],
  [/escriba SEGUIR|toque SEGUIR|Recibir leccion|espera manana/, (she) => (she.random() < 0.7 ? 'SEGUIR' : null)],
  [/escriba LISTO|LISTO\./, 'LISTO'],
  [/foto de sus dos botes/, { photo: { ...SAMPLES.photo, caption: 'mis botes' } } as Said],
  [/Escriba como hizo sus dos botes/, 'un bote azul y uno rojo'],
  [/lo que gasta/, 'harina 30, aceite 45, gas 20, salen 25'],
  [/cada dia.*siete/, '300 250 400 180 220 500 350'],
  [/tres personas que le compran/, 'las maestras al recreo, mi vecina en la tarde y el del taxi'],
  [/apartaria cada mes/, 'una olla de 800, aparto 200 cada mes'],
  [/en dos lugares cuanto cuesta/, 'en Victoria 1500 y en Mante 1300'],
  [/Cuanto vendio en los ultimos/, '800'],
  [/cuanto le quedo el mes pasado/, (she) => (she.random() < 0.2 ? 'no se' : '1500')],
  [/Cuantas personas trabajan/, '2'],
  [/Cuantas horas al dia/, '6'],
  [/Apunta lo que vende/, 'a veces'],
  [/El curso le ayudo/, 'si'],
  [/Que tal le parecieron/, 'buenas'],
  [/Que le cambiaria al curso/, 'nada, todo bien'],
];

/** A woman with a phone, by day, who answers what stands on her screen when she gets to it: in minutes, or tomorrow. */
export class Learner {
  readonly name: string;
  readonly phone: Phone;
  readonly random: Random;
  willCome = true;
  #read = 0;
  #next: { readonly at: Millis; readonly says: Said } | undefined;

  constructor(name: string, phone: Phone, seed: string) {
    this.name = name;
    this.phone = phone;
    this.random = seededRandom(`${seed}/${name}`);
  }

  /** When she next does something; null while she waits for us. */
  get due(): Millis | null {
    return this.#next?.at ?? null;
  }

  will(says: Said, at: Millis): void {
    this.#next = { at, says };
  }

  comes(yes: string, no: string): string {
    this.willCome = this.random() < 0.85;
    return this.willCome ? yes : no;
  }

  /** Does what is due, then looks at her phone. True when she did something. */
  live(now: Millis): boolean {
    const acts = this.#next !== undefined && this.#next.at <= now;
    if (this.#next && acts) {
      const { says } = this.#next;
      this.#next = undefined;
      this.phone.sends(says);
    }
    const fresh = this.phone.inbox.slice(this.#read);
    this.#read = this.phone.inbox.length;
    for (const { type, text, choices } of fresh) {
      if (type === 'template') {
        this.will(choices.length > 0 ? { tap: choices[0]!.title } : 'SEGUIR', this.#whenFree(now));
        continue;
      }
      const shown = plain([text, ...choices.map(({ title }) => title)].join('\n'));
      const answer = READS.findLast(([reads]) => reads.test(shown))?.[1];
      const asked = typeof answer === 'function' ? answer(this) : answer;
      // Whatever else she is asked with options (how she reads, which language): the first will do.
      const says = answer === undefined ? (choices[0]?.title ?? (/^1 /m.test(shown) ? '1' : null)) : asked;
      if (says != null) this.will(says, this.#whenFree(now));
    }
    return acts;
  }

  /** Mostly within minutes, sometimes after hours, now and then the day after; never at night. */
  #whenFree(now: Millis): Millis {
    const draw = this.random();
    const wait = draw < 0.7 ? 20 * SECOND + this.random() * 20 * MINUTE : draw < 0.93 ? this.random() * 5 * HOUR : DAY;
    const at = Math.floor(now + wait);
    const clock = localTime(at, ZONE);
    if (clock >= '07:30' && clock < '21:30') return at;
    const day = localDate(at, ZONE);
    return localMoment(clock < '07:30' ? day : addDays(day, 1), '08:00', ZONE) + Math.floor(this.random() * HOUR);
  }
}
