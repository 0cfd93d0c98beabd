import { CORE_VERBS } from '../flow/steps/index.ts';
import { mediaOperations } from '../media/operations/index.ts';
import { outboxOperations } from '../outbox/operations/index.ts';
import { auditLog } from '../programme/audit-log/index.ts';
import { broadcast } from '../programme/broadcast/index.ts';
import { businessPlan } from '../programme/business-plan/index.ts';
import { card } from '../programme/card/index.ts';
import { certificate } from '../programme/certificate/index.ts';
import { checkIn } from '../programme/check-in/index.ts';
import { cohort } from '../programme/cohort/index.ts';
import { commitment } from '../programme/commitment/index.ts';
import { consents } from '../programme/consents/index.ts';
import { dayLimit } from '../programme/day-limit/index.ts';
import { enrolMany, enrolment } from '../programme/enrolment/index.ts';
import { enterprise } from '../programme/enterprise/index.ts';
import { followUp, packRules } from '../programme/follow-up/index.ts';
import { handoff } from '../programme/handoff/index.ts';
import { homework } from '../programme/homework/index.ts';
import { hours } from '../programme/hours/index.ts';
import { importing } from '../programme/import/index.ts';
import { indicators } from '../programme/indicators/index.ts';
import { inputLedger } from '../programme/input-ledger/index.ts';
import { ladder } from '../programme/ladder/index.ts';
import { linking } from '../programme/linking/index.ts';
import type { Handlers, Manifest, PublishedFact } from '../programme/manifest.ts';
import { messages } from '../programme/messages/index.ts';
import { monthly } from '../programme/month/index.ts';
import { outcome } from '../programme/outcome/index.ts';
import { overview } from '../programme/overview/index.ts';
import { people } from '../programme/people/index.ts';
import { privacy } from '../programme/privacy/index.ts';
import { progress } from '../programme/progress/index.ts';
import { recorded } from '../programme/recorded.ts';
import { recording } from '../programme/recording/index.ts';
import { reporting } from '../programme/report/index.ts';
import type { ReportKind } from '../programme/report.ts';
import { retention } from '../programme/retention/index.ts';
import { review } from '../programme/review/index.ts';
import { roll } from '../programme/roll/index.ts';
import { selection } from '../programme/selection/index.ts';
import { session } from '../programme/session/index.ts';
import { sessionReminder } from '../programme/session-reminder/index.ts';
import { sites } from '../programme/sites/index.ts';
import { staff } from '../programme/staff/index.ts';
import { standing } from '../programme/standing/index.ts';
import { survey } from '../programme/survey/index.ts';
import { task } from '../programme/task/index.ts';
import { token } from '../programme/token/index.ts';
import { undo } from '../programme/undo/index.ts';
import { unit } from '../programme/unit/index.ts';
import { visit } from '../programme/visit/index.ts';
import { weekly } from '../programme/week/index.ts';
import { storeOperations } from '../store/operations.ts';
import type { AnyOperation } from '../store/port.ts';
import { CORE_FACTS } from '../turn/facts.ts';
import { CORE_HANDLERS } from '../turn/handlers/index.ts';
import { seat, worldOperation } from '../workshop/operations.ts';
import { staffSeat } from '../workshop/staff-seat.ts';

/** The capabilities of this product. Adding one is one line here and one folder in `programme/`. */
export const MANIFESTS: readonly Manifest[] = [
  homework,
  review,
  businessPlan,
  checkIn,
  roll,
  survey,
  ladder,
  outcome,
  handoff,
  certificate,
  cohort,
  enrolment,
  consents,
  card,
  session,
  sessionReminder,
  staff,
  broadcast,
  overview,
  people,
  task,
  auditLog,
  retention,
  token,
  dayLimit,
  standing,
  commitment,
  followUp,
  linking,
  unit,
  enterprise,
  indicators,
  selection,
  privacy,
  visit,
  hours,
  inputLedger,
  importing(enrolMany),
  progress,
  messages,
  sites,
  recording,
  reporting(() => REPORTS),
  monthly(() => REPORTS),
  weekly,
  undo,
];

/** Typed as the whole table, so that an effect without its handler does not compile. */
export const HANDLERS: Handlers = {
  ...CORE_HANDLERS,
  ...homework.effects,
  ...checkIn.effects,
  ...survey.effects,
  ...handoff.effects,
  ...certificate.effects,
  ...session.effects,
  ...sessionReminder.effects,
  ...commitment.effects,
  ...linking.effects,
  ...selection.effects,
  ...visit.effects,
  ...recording.effects,
};

export const VERBS = [...CORE_VERBS, ...MANIFESTS.flatMap((manifest) => manifest.steps ?? [])];
export const FILE_KINDS = MANIFESTS.flatMap((manifest) => manifest.files ?? []);
export const FACTS: readonly PublishedFact[] = [
  ...CORE_FACTS,
  ...MANIFESTS.flatMap((manifest) => manifest.facts ?? []),
];
export const NEEDED_FACTS: readonly string[] = MANIFESTS.flatMap((manifest) => manifest.needs ?? []);
export const STAFF_VERBS = MANIFESTS.flatMap((manifest) => manifest.staffVerbs ?? []);
export const LISTENERS = MANIFESTS.flatMap((manifest) => manifest.listeners ?? []);

/** Everything under /api/v1. */
export const ROUTES = MANIFESTS.flatMap((manifest) => manifest.routes ?? []);

/** Everything under `recado report` and /api/v1/reports. */
export const REPORTS: readonly ReportKind[] = MANIFESTS.flatMap((manifest) => manifest.reports ?? []);

const ofCapabilities = MANIFESTS.flatMap((manifest) => manifest.operations ?? []);
/** Those that may be run leaving a line in the audit log. */
export const RECORDED: ReadonlySet<string> = new Set(ofCapabilities.map(({ name }) => name));

/** Every named operation of the house. */
export const OPERATIONS: readonly AnyOperation[] = [
  ...storeOperations,
  ...outboxOperations,
  ...mediaOperations,
  seat,
  staffSeat,
  worldOperation(FACTS),
  packRules(FACTS),
  ...ofCapabilities,
  ...ofCapabilities.map(recorded),
];
