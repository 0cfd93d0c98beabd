import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { firstName } from '../on-duty.ts';
import type { EnrolManyInput, EnrolOutcome, EnrolRow } from './input.ts';
import { Ledger, noonOf } from './ledger.ts';
import { Phones } from './phones.ts';
import { Places } from './places.ts';
import { type Candidate, candidateOf, isLonger } from './who.ts';

type Loaded = Readonly<Record<string, readonly SqlRow[]>>;
interface At {
  readonly now: number;
  readonly newId: () => string;
}
/** Besides what the list says: the version of the consent that a signature on paper stands for. */
interface About {
  readonly wording: string;
  /** First name of who put them there; '' for a shell or a program. */
  readonly inviter: string;
}

/** She said no, or takes part no more: she comes in by a word of her own, never by a list. */
const SAID_NO = ['declined', 'withdrawn'];
/** Taken back before she answered: as if it had never been. */
export const UNDONE = 'undone';

/**
 * Puts a whole list into a programme. Who is meant is decided row by row, in the order of the rows, so that the same woman
 * twice is one; what is written is one statement a table. Nobody is asked anything here: that is the conversation's, which
 * hears of it by an event.
 */
export function enrolAll(
  loaded: Loaded,
  given: Omit<EnrolManyInput, 'rows'> & { readonly rows: readonly EnrolRow[] },
  about: About,
  at: At,
): { readonly statements: readonly Query[]; readonly outcomes: readonly EnrolOutcome[] } {
  const ledger = new Ledger();
  const phones = new Phones(loaded, ledger, given, at);
  const places = new Places(loaded, ledger, given, at);
  const wrong = (loaded['wrong'] ?? []).map((row) => ({
    phone: row['phone'],
    person: String(row['person_id']),
    name: normalise(String(row['name'] ?? '')),
  }));
  const phoneless = (loaded['phoneless'] ?? []).map(candidateOf);
  return { outcomes: given.rows.map(one), statements: ledger.statements() };

  function one(row: EnrolRow): EnrolOutcome {
    const place = places.of(row);
    if ('why' in place) return { did: 'refused', why: place.why };
    const said = normalise(row.name);
    const mistaken = wrong.find(({ phone, name }) => phone === row.phone && (name === said || isLonger(name, said)));
    if (mistaken) return { did: 'refused', why: 'wrong-number', person: mistaken.person };
    const found = phones.person(row) ?? phonelessOne(row, place);
    if (found && isRefusing(found)) return { did: 'refused', why: 'said-no', person: found.id };
    const { she, created } = found ? { she: found, created: false } : { she: make(row), created: true };
    if (!created) ledger.add('known', she.id, row.name, row.language ?? null, JSON.stringify(row.profile ?? {}));
    const reached = row.phone === undefined ? phones.none(she) : phones.reach(row, she);
    const seat = places.seat(place, she.id, reached.lane);
    const beside = {
      person: she.id,
      created,
      ...(she.state === null ? {} : { was: she.state }),
      ...(seat === undefined ? {} : { number: seat.number }),
      ...(reached.shared ? { shared: true as const } : {}),
      ...(reached.silent ? { silent: true as const } : {}),
    };
    if (row.paper) return { did: paper(row, she, reached.lane, place), ...beside };
    const invites = she.state === null || hasBegunAnew(she, reached.isNew);
    if (invites) {
      enrolment(she, 'invited', place);
      event(she, reached.lane, 'programme.invite', { by: about.inviter });
      return { did: 'invited', ...beside };
    }
    const moves = seat?.isNew === true || (place.group !== undefined && place.group !== she.group);
    if (!moves) return { did: 'already', ...beside };
    ledger.add('moved', she.id, given.programme, place.cohort ?? null, place.group ?? null);
    event(she, reached.lane, 'cohort.changed', {});
    return { did: 'moved', ...beside };
  }

  function make(row: EnrolRow): Candidate {
    const lane = row.phone === undefined ? phones.ownLane() : phones.lane(row);
    const id = at.newId();
    const simulated = row.phone !== undefined && phones.isSimulated(row) ? 1 : 0;
    const { workspace } = given;
    ledger.add('person', id, workspace, lane, row.name, row.language ?? null, JSON.stringify(row.profile ?? {}), simulated, at.now);
    const she: Candidate = { id, name: row.name, lane, state: null, cohort: null, group: null, reason: null, fresh: true };
    if (row.phone === undefined) phoneless.push(she);
    return she;
  }

  /** Somebody of that name whom no phone reached, in the same cohort where one is said. Two of them are told apart by nobody. */
  function phonelessOne(row: EnrolRow, { cohort }: { readonly cohort?: string }): Candidate | undefined {
    const alike = phoneless.filter(
      (one) => normalise(one.name ?? '') === normalise(row.name) && (cohort === undefined || one.cohort === cohort || one.fresh),
    );
    return alike.length === 1 ? alike[0] : undefined;
  }

  /** She has signed: what she gives is kept, and she goes on to her registration, unless she is further already. */
  function paper(
    { paper: sheet }: EnrolRow,
    she: Candidate,
    lane: string,
    place: { readonly cohort?: string; readonly group?: string },
  ): 'consented' | 'already' {
    const { workspace, programme, by } = given;
    if (she.state !== null && !BEFORE_CONSENT.includes(she.state)) {
      ledger.add('moved', she.id, programme, place.cohort ?? null, place.group ?? null);
      return 'already';
    }
    const { on, proof } = sheet!;
    const line = [at.newId(), workspace, she.id, programme, 'programme', about.wording, 'paper', 1] as const;
    ledger.add('consent', ...line, noonOf(on), at.now, by.kind, by.id, proof);
    enrolment(she, 'registering', place);
    event(she, lane, 'programme.consented', {});
    return 'consented';
  }

  function enrolment(she: Candidate, state: string, { cohort, group }: { cohort?: string; group?: string }): void {
    const { programme, workspace } = given;
    ledger.add('enrolment', she.id, programme, workspace, cohort ?? null, group ?? null, state, at.now);
  }

  function event(she: Candidate, lane: string, name: string, payload: Readonly<Record<string, string>>): void {
    const told = JSON.stringify({ programme: given.programme, ...payload });
    ledger.add('event', given.workspace, lane, she.id, name, told, at.now);
  }
}

const BEFORE_CONSENT: readonly string[] = ['invited', 'consenting'];

function isRefusing({ state, reason }: Candidate): boolean {
  return state !== null && SAID_NO.includes(state) && reason !== WRONG_NUMBER;
}

export const WRONG_NUMBER = 'wrong-number';

/** An invitation that was taken back, went to the wrong number, or had no number to go to until now. */
function hasBegunAnew({ state, reason, fresh }: Candidate, isNew: boolean): boolean {
  if (fresh) return false;
  if (state === 'dropped') return reason === UNDONE;
  return reason === WRONG_NUMBER || (state === 'invited' && isNew);
}

/** What stands in the invitation: only of a person of the team, and only her first name. */
export const inviterOf = (rows: readonly SqlRow[] | undefined): string => firstName(rows?.[0]?.['name']);
