import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../base/clock.ts';

/** A message sent this long before the one that a question replied to cannot answer that question (DESIGN §2.1). */
export const BEFORE_QUESTION: Millis = 60 * SECOND;
/** Text that comes so soon after a text answer belongs to it: one thought in several messages, or SMS parts without UDH. */
export const SAME_BREATH: Millis = 90 * SECOND;
/**
 * A burst of homework is over when nothing more came for so long: the first receipt soon, since she waits to see whether
 * it works; later ones when she has surely stopped. By SMS, where a part takes a minute to write and each reply is paid, later.
 */
export const RECEIPT_AFTER: Readonly<Record<'whatsapp' | 'sms', readonly Millis[]>> = {
  whatsapp: [10 * SECOND, 50 * SECOND, 15 * MINUTE],
  sms: [40 * SECOND, SAME_BREATH, 15 * MINUTE],
};
/** A file without a word goes to the homework that took the last one, for so long. */
export const SAME_HOMEWORK: Millis = 15 * MINUTE;
/** She cannot have read our reply so soon: what she sent within it was written before. */
export const UNREAD: Millis = 5 * SECOND;
/** "Hola" so long after the last is a new conversation, and is greeted again. */
export const STRAYS_FORGOTTEN: Millis = 6 * HOUR;
/** Who speaks on a shared phone is remembered so long after she last said so. */
export const SPEAKER_REMEMBERED: Millis = 30 * MINUTE;
/** Another's lesson on a shared phone may begin when this one was not moved for so long. */
export const PHONE_QUIET: Millis = 2 * HOUR;
/** After such a silence a message that answers nothing brings a recap. */
export const LONG_SILENCE: Millis = 7 * DAY;
/** PAUSA without a length. */
export const PAUSE_DAYS = 3;
/** The local hour at which somebody is back who said until which day. */
export const PAUSE_BACK = '09:00';
/** Harvests and births fit; a year of silence is an opt-out. */
export const PAUSE_DAYS_MOST = 90;
/** She is asked once in so long to send something again; what else is lost meanwhile is for a person of the team. */
export const RESEND_ONCE: Millis = DAY;
/** Answered or withdrawn questions that are remembered, so that a tap on an old button is understood. */
export const CLOSED_KEPT = 30;
/** Messages that came before the one that opens their question: a breath of a few lines, turned round by the network. */
export const MISSED_KEPT = 5;
/** Flows that one turn may open: a chain of flows that open each other stops here instead of flooding her phone. */
export const FLOWS_PER_TURN = 12;
/** Threads one person may have: beyond this something is wrong with a pack. */
export const THREADS_MOST = 40;
/** Meta: body of a message with buttons or a list (CHANNELS.md §1). */
export const TEXT_WITH_OPTIONS = 1_024;
/** Twilio's own limit on a message body, WhatsApp and SMS alike; Meta allows 4,096. The smaller keeps one rule. */
export const TEXT_PLAIN = 1_600;
/** Words of hers that a system question carries along ("¿a cuál?"), so that state stays small. */
export const CARRIED_TEXT = 2_000;
/** WhatsApp shows up to so many options as buttons, and more as a list, which needs a word to open it. */
export const BUTTONS = 3;
/** A reminder that comes back later than this (the product was down) has missed its moment and is dropped. */
export const REMINDER_LATE: Millis = 6 * HOUR;
/** A lesson calls her by template so often without a word from her; the third call would only be noise, and is paid. */
export const CALLS = 2;
