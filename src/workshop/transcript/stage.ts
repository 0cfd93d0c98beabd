import type { Millis } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import type { World } from '../../domain/world.ts';
import type { Role } from '../../programme/on-duty.ts';
import type { Emulator } from '../emulator/index.ts';
import type { EmulatedChannel } from '../emulator/types.ts';
import type { VirtualTime } from '../virtual-time.ts';

/** The product in virtual time over the emulator, for one transcript. `assemble` builds it. */
export interface Stage {
  readonly time: VirtualTime;
  readonly emulator: Emulator;
  /** People enrolled and consented on one phone, and the lesson released now. */
  seat(seat: Seat): Promise<void>;
  /** Someone of the team on duty in that programme, her window open. */
  staff(seat: StaffSeat): Promise<void>;
  /** What conditions see of the person of that name at that phone. */
  world(phone: string, name: string): Promise<World | null>;
  /** How often somebody's words were kept for the focal point alone: a chat that is saved leaves them out. */
  withheld(): Promise<number>;
  /** What was answered to questions whose answer a programme keeps close (programme/classes.ts), and the words that said it. */
  keptClose(): Promise<readonly string[]>;
  /** The value of a CEL expression over it; undefined when something it needs is unanswered. Throws on a wrong one. */
  evaluate(expression: string, world: World): Json | undefined;
  /** Stops as a process stops and starts on the same database. */
  restart(): Promise<void>;
  /** `recado …` over this database. Throws with what the shell would say. */
  shell(words: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface Seat {
  readonly channel: EmulatedChannel;
  readonly phone: string;
  readonly people: readonly { readonly name: string; readonly language: string }[];
  readonly programme: string;
  readonly lesson?: string;
}

export interface StaffSeat {
  readonly channel: EmulatedChannel;
  readonly phone: string;
  readonly name: string;
  readonly language: string;
  readonly role: Role;
  readonly programme: string;
}

export type MakeStage = (start: Millis) => Promise<Stage>;
