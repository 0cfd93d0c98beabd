/** What docs/conformance.md says beside the fuzzing: a promise, the test that shows it, how often it looks. */
export interface Shown {
  readonly promise: string;
  readonly test: string;
  /** Words of that file. */
  readonly words: string;
  readonly cases: string;
}

/** The promises of docs/design.md §1 that orders, faults and time can break. */
export const PROMISES: readonly Shown[] = [
  {
    promise:
      'Kills at every named point of the work, in both engines, in the middle of conversations: one effect each.',
    test: 'test/prove/crash/crash.test.ts',
    words: 'nothing is lost, nothing happens twice',
    cases: '30 kills',
  },
  {
    promise:
      'A disk that fills, fails or becomes read-only under way, and is well again: nothing acknowledged is lost.',
    test: 'test/prove/crash/disk.test.ts',
    words: 'under way: nothing is lost, nothing happens twice',
    cases: 'ENOSPC, EROFS, EIO',
  },
  {
    promise: 'A damaged page is told by its code, and nothing is acknowledged that is not kept.',
    test: 'test/prove/crash/damage.test.ts',
    words: 'told by its code, acknowledged only what is kept',
    cases: 'five tables and indexes',
  },
  {
    promise: 'A backup or restore that is killed leaves no half of one.',
    test: 'test/prove/crash/copies.test.ts',
    words: 'leaves no backup, and the next one is whole',
    cases: 'at each of its points',
  },
  {
    promise:
      'After a restore nobody who was erased, said STOP or withdrew since the backup comes back or is written to.',
    test: 'test/prove/crash/restored.test.ts',
    words: 'nobody of them comes back or is written to, through kills',
    cases: 'seven learners and one who came since, on WhatsApp and SMS, killed three times',
  },
  {
    promise: 'The daily backup on a full disk is told and the old ones stay; killed half-way it leaves none.',
    test: 'test/prove/crash/daily.test.ts',
    words: 'on a full disk it is told, served on and the old copy kept',
    cases: 'ENOSPC, a kill in its thread, the next start',
  },
  {
    promise: 'What came while the very first start was killed is asked for, and nothing from before it.',
    test: 'test/prove/crash/first-start.test.ts',
    words: 'while the very first start was killed is asked for at the second',
    cases: 'two SMS by Twilio',
  },
  {
    promise: 'The store keeps every acknowledged message through `kill -9` and thinks it once.',
    test: 'test/store/kill.test.ts',
    words: 'keeps every acknowledged message through kill -9',
    cases: 'one process, killed under load',
  },
  {
    promise: 'A full disk: what arrived is kept or refused, and worked later.',
    test: 'test/store/faults.test.ts',
    words: 'keeps what arrived when the disk has no room',
    cases: 'at the turn, at the acceptance',
  },
  {
    promise: 'A webhook that comes three times has one effect.',
    test: 'test/end-to-end/arrival-faults.test.ts',
    words: 'every webhook comes three times',
    cases: 'a lesson, every channel',
  },
  {
    promise: 'Webhooks that come shuffled, late and doubled end where those in order end.',
    test: 'test/end-to-end/arrival-faults.test.ts',
    words: 'webhooks come shuffled, late and doubled',
    cases: 'a lesson, every channel',
  },
  {
    promise: 'A restart between her message and our reply changes nothing.',
    test: 'test/end-to-end/arrival-faults.test.ts',
    words: 'a restart between her message and our reply',
    cases: 'a lesson, every channel',
  },
  {
    promise: 'Two fast answers answer two questions, in their order.',
    test: 'test/end-to-end/arrival-faults.test.ts',
    words: 'three answers within 20 ms',
    cases: 'three at once',
  },
  {
    promise: 'An answer that comes while the question is still being sent counts.',
    test: 'test/end-to-end/arrival-faults.test.ts',
    words: 'an answer while we are still sending the question',
    cases: 'each channel with a window',
  },
  {
    promise: 'Yesterday’s “1” never answers today’s question.',
    test: 'test/conversation/routing.test.ts',
    words: `a stale "1" for yesterday\\'s question`,
    cases: 'a day and ten minutes late',
  },
  {
    promise: 'A button names its question, however old.',
    test: 'test/end-to-end/arrival-faults.test.ts',
    words: 'a tapped old button answers its own question',
    cases: 'each channel with buttons',
  },
  {
    promise: 'A send whose outcome is unknown is repeated never where its status comes in time, else once and marked.',
    test: 'test/outbox/unknown.test.ts',
    words: 'a status tells in time that it was taken: no repeat',
    cases: 'replies, reminders, parts, restarts',
  },
  {
    promise: 'One failed send is tried again and said once.',
    test: 'test/end-to-end/sending-faults.test.ts',
    words: '500 once and again: tried again, said once',
    cases: 'each channel',
  },
  {
    promise: 'Statuses only climb.',
    test: 'test/outbox/statuses.test.ts',
    words: 'any order, any number of times',
    cases: '300 orders',
  },
  {
    promise: 'A turn that hangs or throws is stopped and set aside; everybody else goes on.',
    test: 'test/end-to-end/edge-faults.test.ts',
    words: 'that hangs is stopped and set aside',
    cases: 'a throw, nonsense for a state, a hang',
  },
  {
    promise: 'A signature is of the bytes: forged, changed or missing is 401, and nothing is stored.',
    test: 'test/server/webhooks.test.ts',
    words: 'nothing stored',
    cases: 'Meta, Twilio, gateway',
  },
  {
    promise: 'An edited lesson strands nobody.',
    test: 'test/conversation/versions.test.ts',
    words: 'where the next step is gone',
    cases: 'step gone, rest gone, source lost',
  },
  {
    promise: 'Three weeks of silence, then everything at once: nothing twice, one recap.',
    test: 'test/end-to-end/channel-policy.test.ts',
    words: 'case 22',
    cases: 'three weeks of virtual time',
  },
  {
    promise: 'Clocks that jump and summers that begin move no reminder into the night, the past, or twice a day.',
    test: 'test/domain/clocks.test.ts',
    words: 'what leaves never leaves in quiet hours',
    cases: '100 of each of five laws',
  },
  {
    promise:
      'A photo that she sent before the team looked, and that comes days after, is kept with what was looked at.',
    test: 'test/conversation/homework.test.ts',
    words: 'it was on its way when the team looked',
    cases: 'with a lesson open and with none, quoted and not',
  },
  {
    promise:
      'Several messages in one breath, turned round by the network, answer the questions that they would have answered.',
    test: 'test/conversation/routing.test.ts',
    words: 'three messages in the order',
    cases: 'three at once, every order; more in `breaths` above',
  },
  {
    promise:
      'A lesson, attendance, homework and a reminder that wait at once: a lossy network changes no record of six weeks of the shipped programme.',
    test: 'test/end-to-end/rehearse.test.ts',
    words: 'a bad network changes nothing that counts',
    cases: '10 learners, 6 weeks',
  },
  {
    promise: 'Parts of an SMS joined are its text, and segments are Twilio’s own calculator’s.',
    test: 'test/text/segments.test.ts',
    words: 'oracle.segmentsCount',
    cases: '300 texts; more in `sms` above',
  },
  {
    promise: 'The same turn thought twice is the same turn.',
    test: 'test/conversation/properties.test.ts',
    words: 'the same turn thought twice is the same turn',
    cases: '60 stories; more in `conversations` above',
  },
];
