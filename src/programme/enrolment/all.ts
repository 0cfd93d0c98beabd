import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { firstName } from '../on-duty.ts';
import { isTombstoned } from '../tombstone.ts';
import { UNDONE } from '../undone.ts';
import type { EnrolManyInput, EnrolOutcome, EnrolRow } from './input.ts';
import { Ledger, noonOf } from './ledger.ts';
import { Phones } from './phones.ts';
import { type Place, Places } from './places.ts';
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
  const phoneless: Candidate[] = (loaded['phoneless'] ?? []).map((row) => ({
    ...candidateOf(row),
    phoneless: true as const,
  }));
  return { outcomes: given.rows.map(one), statements: ledger.statements() };

  function one(row: EnrolRow): EnrolOutcome {
    const place = places.of(row);
    if ('why' in place) return { did: 'refused', why: place.why };
    const said = normalise(row.name);
    const mistaken = wrong.find(({ phone, name }) => phone === row.phone && (name === said || isLonger(name, said)));
    if (mistaken) return { did: 'refused', why: 'wrong-number', person: mistaken.person };
    if (row.phone !== undefined && isTombstoned(loaded['tombs'], { phone: row.phone, name: row.name }))
      return { did: 'refused', why: 'erased' };
    const found = phones.person(row) ?? phonelessOne(row, place);
    if (found?.blocked) return { did: 'refused', why: 'erased' };
    if (found && isRefusing(found) && !row.paper) return { did: 'refused', why: 'said-no', person: found.id };
    const { she, created } = found ? { she: found, created: false } : { she: make(row), created: true };
    if (!created) ledger.add('known', she.id, row.name, row.language ?? null, JSON.stringify(row.profile ?? {}));
    const reached = row.phone === undefined ? phones.none(she) : phones.reach(row, she);
    const was = she.state;
    const begins = hasToBeAsked(she, reached.isNew) || (row.paper !== undefined && isBeforeConsent(she));
    const seat = places.seat(place, she.id, begins);
    const beside = {
      person: she.id,
      created,
      ...(was === null ? {} : { was }),
      ...(seat === undefined ? {} : { number: seat.number }),
      ...(reached.shared ? { shared: true as const } : {}),
      ...(reached.silent ? { silent: true as const } : {}),
    };
    if (begins) {
      if (row.paper) signed(she, row.paper);
      // Without a phone there is nothing to register by: she takes part on paper.
      const onPaper = row.paper !== undefined && row.phone === undefined;
      state(she, row.paper ? (onPaper ? 'active' : 'registering') : 'invited', place);
      if (!row.paper) event(she, reached.lane, 'programme.invite', { by: about.inviter });
      else if (!onPaper) event(she, reached.lane, 'programme.consented', {});
      return { did: row.paper ? 'consented' : 'invited', ...beside };
    }
    if (she.phoneless && reached.isNew && she.state === 'active') {
      state(she, 'registering', place);
      event(she, reached.lane, 'programme.consented', {});
      return { did: 'consented', ...beside };
    }
    const isElsewhere = place.cohort !== undefined && place.cohort !== she.cohort;
    const moves = seat?.isNew === true || isElsewhere || (place.group !== undefined && place.group !== she.group);
    if (!moves) return { did: 'already', ...beside };
    stands(she, place);
    ledger.add('moved', she.id, given.programme, place.cohort ?? null, place.group ?? null);
    event(she, reached.lane, 'cohort.changed', {});
    return { did: 'moved', ...beside };
  }

  function make(row: EnrolRow): Candidate {
    const lane = row.phone === undefined ? phones.ownLane() : phones.lane(row);
    const id = at.newId();
    const simulated = row.phone !== undefined && phones.isSimulated(row) ? 1 : 0;
    const { workspace } = given;
    ledger.add(
      'person',
      id,
      workspace,
      lane,
      row.name,
      row.language ?? null,
      JSON.stringify(row.profile ?? {}),
      simulated,
      at.now,
    );
    const she: Candidate = {
      id,
      name: row.name,
      lane,
      state: null,
      cohort: null,
      group: null,
      reason: null,
      fresh: true,
    };
    if (row.phone === undefined) phoneless.push(she);
    return she;
  }

  /** Somebody of that name whom no phone reached, in the same cohort where one is said. Two of them are told apart by nobody. */
  function phonelessOne(row: EnrolRow, { cohort }: Place): Candidate | undefined {
    const alike = phoneless.filter(
      (one) =>
        normalise(one.name ?? '') === normalise(row.name) &&
        (cohort === undefined || one.cohort === cohort || one.fresh),
    );
    return alike.length === 1 ? alike[0] : undefined;
  }

  /** What she signed, on the day she signed it, by whom it was seen. */
  function signed(she: Candidate, { on, proof }: NonNullable<EnrolRow['paper']>): void {
    const { workspace, programme, by } = given;
    const line = [at.newId(), workspace, she.id, programme, 'programme', about.wording, 'paper', 1] as const;
    ledger.add('consent', ...line, noonOf(on), at.now, by.kind, by.id, proof);
  }

  function state(she: Candidate, to: string, place: Place): void {
    const { programme, workspace } = given;
    const { cohort, group } = place;
    she.state = to;
    stands(she, place);
    ledger.add('enrolment', she.id, programme, workspace, cohort ?? null, group ?? null, to, at.now);
  }

  /** For the rows that follow, and on the rosters. */
  function stands(she: Candidate, { cohort, group }: Place): void {
    const leaves = cohort !== undefined && she.cohort !== null && cohort !== she.cohort;
    if (leaves)
      for (const table of ['away', 'back', 'left'] as const) ledger.add(table, she.id, given.programme, at.now);
    she.group = group ?? (leaves ? null : she.group);
    she.cohort = cohort ?? she.cohort;
  }

  function event(she: Candidate, lane: string, name: string, payload: Readonly<Record<string, string>>): void {
    const told = JSON.stringify({ programme: given.programme, ...payload });
    ledger.add('event', given.workspace, lane, she.id, name, told, at.now);
  }
}

/** Why an enrolment is `declined`: nobody of that name was there. */
export const WRONG_NUMBER = 'wrong-number';

function isRefusing({ state, reason }: Candidate): boolean {
  return state !== null && SAID_NO.includes(state) && reason !== WRONG_NUMBER;
}

/** New here; or her invitation was taken back, went to a wrong number, or had no number to go to until now. */
function hasToBeAsked({ state, reason, fresh }: Candidate, isNew: boolean): boolean {
  if (state === null) return true;
  if (fresh) return false;
  if (state === 'dropped') return reason === UNDONE;
  return reason === WRONG_NUMBER || (state === 'invited' && isNew);
}

function isBeforeConsent(she: Candidate): boolean {
  return she.state === null || ['invited', 'consenting', ...SAID_NO].includes(she.state);
}

/** What stands in the invitation: only of a person of the team, and only her first name. */
export const inviterOf = (rows: readonly SqlRow[] | undefined): string => firstName(rows?.[0]?.['name']);
