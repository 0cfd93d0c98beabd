/** Largest pack file in UTF-16 units: a lesson of 50 steps has about 8,000. */
export const FILE_MAX = 256_000;
/** Largest translation of a programme: 200 lessons have about 400,000. */
export const TRANSLATION_MAX = 4_000_000;
/** Deepest nesting in a pack file. Branches inside branches cost four levels each; nobody reads a lesson below six. */
export const DEPTH_MAX = 40;
/** Steps in one flow. State keys and GOTO moves grow with it; a lesson has 10 to 30. */
export const STEPS_MAX = 500;
/** Silent steps that one event may take before the flow counts as a runaway. */
export const STEPS_PER_TURN = 200;

/** WhatsApp lists have ten rows (CHANNELS.md §2.4). */
export const OPTIONS_MAX = 10;
/** Up to this many options are shown as buttons, above it as a list. */
export const BUTTONS_MAX = 3;
export const BUTTON_LABEL_MAX = 20;
export const LIST_LABEL_MAX = 24;
/** A message with buttons or a list, or a caption. */
export const QUESTION_TEXT_MAX = 1024;
/** A plain message. */
export const TEXT_MAX = 4096;
/** What goes in one message on every channel: Twilio takes no more (CHANNELS.md §3.4); a longer text is split. */
export const MESSAGE_MAX = 1600;
/** The longest first name that is reckoned with where a text is measured: "María Guadalupe". */
export const NAME_PLAUSIBLE = 15;
/** Other words of hers that a text may carry, where no more is known. */
export const VALUE_PLAUSIBLE = 20;
/** "Para María Guadalupe: " before each message on a phone that several share. */
export const SIGNATURE_PLAUSIBLE = 'Para : '.length + NAME_PLAUSIBLE;
/** Ids become state keys, CEL names and translation keys. */
export const ID_MAX = 40;
/** Characters of one CEL condition. */
export const CEL_MAX = 500;

/**
 * Words that stop all messages wherever they stand alone, so no option may be one of them. The locale files hold
 * the full lists of every language; callers pass them in, and these are the least.
 */
export const OPT_OUT_WORDS = ['STOP', 'BAJA', 'ALTO', 'PARAR'] as const;
