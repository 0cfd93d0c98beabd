/**
 * Every error an outsider can meet: stable code → what happened and what to do next. Codes are never reused.
 * `{name}` places are filled from the details. `docs/errors.md` holds the same codes, and a test compares both ways.
 * Mistakes in flow files are issues, not errors: their codes stand in flow/issues.ts.
 */
export const ERRORS = {
  CONFIG_INVALID: {
    says: 'The settings are not valid: {problems}',
    next: 'Correct them in the environment or in .env; docs/operations.md lists every setting.',
    status: 500,
  },
  PACK_INVALID: {
    says: 'The programme packs in {dir} have {count} errors.',
    next: 'Run `recado check` to see each with its file, line and column; nothing was started.',
    status: 500,
  },
  FOLDER_UNREADABLE: {
    says: 'The folder {folder} cannot be read.',
    next: 'Check that it exists and that this user may read it.',
    status: 500,
  },
  FOLDER_UNWRITABLE: {
    says: 'The folder {folder} cannot be made or written.',
    next: 'Check its owner and the free space, or name another folder in the settings.',
    status: 500,
  },
  CATALOGUE_INVALID: {
    says: 'The translation file {path} is not valid JSON.',
    next: 'Open it in an editor that marks JSON mistakes, correct it and start again.',
    status: 500,
  },
  CATALOGUE_ENTRY: {
    says: 'The locale file {path} cannot be used: {problems}',
    next: 'Correct it; locales/README.md says what such a file holds.',
    status: 500,
  },
  SIGNATURE_INVALID: {
    says: 'The signature of this webhook request is missing or wrong; nothing was stored.',
    next: 'Compare the app secret or auth token in the settings with the provider, and PUBLIC_URL with the address it calls.',
    status: 401,
  },
  VERIFY_TOKEN_WRONG: {
    says: 'The verification request does not carry our verify token.',
    next: 'Enter the value of WHATSAPP_VERIFY_TOKEN in the webhook form of the provider.',
    status: 403,
  },
  BODY_TOO_LARGE: {
    says: 'The request is larger than {limit} bytes; nothing was stored.',
    next: 'Send it in smaller parts. No provider sends bodies of this size.',
    status: 413,
  },
  REQUEST_INVALID: {
    says: 'The request could not be read.',
    next: 'Check its address, headers and encoding.',
    status: 400,
  },
  SIGHT_DENIED: {
    says: 'The programme {programme} is not yours to see.',
    next: 'Ask an administrator of it for a role there.',
    status: 403,
  },
  NOT_FOUND: {
    says: 'There is nothing at this address.',
    next: 'Begin at / and follow the links.',
    status: 404,
  },
  TOO_MANY_REQUESTS: {
    says: 'Too many requests from this address in one minute.',
    next: 'Wait {seconds} seconds and try again.',
    status: 429,
  },
  MEDIA_LINK_SPENT: {
    says: 'This media link is unknown, was used already, or is too old.',
    next: 'Nothing needs doing: the next message with media carries a fresh link.',
    status: 404,
  },
  SIMULATOR_STAFF_ONLY: {
    says: 'The simulator is closed to the public because a real channel is set.',
    next: 'Use it on an installation without provider settings, or play the programme with `recado chat`.',
    status: 403,
  },
  SIMULATOR_INPUT_INVALID: {
    says: 'The simulator cannot send this: {why}',
    next: 'Go back to /simulator and try again.',
    status: 400,
  },
  INTERNAL: {
    says: 'Something went wrong on our side. Reference {reference}.',
    next: 'Try again; if it stays, look for the reference in the log.',
    status: 500,
  },
  STORE_UNAVAILABLE: {
    says: 'The database cannot take anything at the moment.',
    next: 'Check the free space and the permissions of its folder; providers deliver again by themselves.',
    status: 503,
  },
  STORE_DIED: {
    says: 'The thread of the database has died.',
    next: 'The process ends with exit code 1: let a supervisor (systemd, Docker) start it again. Nothing accepted is lost.',
    status: 500,
  },
  DATABASE_UNWRITABLE: {
    says: 'The database {path} cannot be opened for writing.',
    next: 'Check that its folder exists and that this user may write in it, or set DATABASE_URL to another place.',
    status: 500,
  },
  DATABASE_LOCKED: {
    says: 'The database {path} is held by another process.',
    next: 'Stop the other process (another `recado start`, or a tool that has the file open) and start again.',
    status: 500,
  },
  DATABASE_FULL: {
    says: 'There is no room left for the database {path}.',
    next: 'Free some space on its disk and start again.',
    status: 500,
  },
  DATABASE_CORRUPT: {
    says: 'The file {path} is damaged or is no SQLite database.',
    next: 'Do not delete it: keep a copy, then put the last backup in its place.',
    status: 500,
  },
  SCHEMA_NEWER: {
    says: 'The database has migration {name}, which this version of Recado does not know.',
    next: 'Run the newer version again, or restore a backup made before it.',
    status: 500,
  },
  MIGRATION_CHANGED: {
    says: 'Migration {name} was changed after this database had applied it.',
    next: 'Put the file back as it was released; changes go in a new migration with the next number.',
    status: 500,
  },
  MIGRATION_INVALID: {
    says: 'The migrations cannot be applied in order: {why}',
    next: 'Name each `NNNN-name.sqlite.sql` with a number of its own, later ones higher.',
    status: 500,
  },
  MIGRATION_FAILED: {
    says: 'Migration {name} failed and was undone: {why}',
    next: 'The database is as it was before. Report this with the version you upgraded from.',
    status: 500,
  },
  OPERATION_UNKNOWN: {
    says: 'There is no operation named {name}.',
    next: 'This is a mistake in Recado: the operation is not in the list given to the store.',
    status: 500,
  },
  OPERATION_INPUT: {
    says: 'The input of {name} is not valid: {problems}',
    next: 'Correct the fields named and send it again.',
    status: 400,
  },
  OPERATION_FAILED: {
    says: 'The operation {name} failed and changed nothing: {why}',
    next: 'Try again; if it happens twice, report it with the log.',
    status: 500,
  },
  ROW_REFUSED: {
    says: 'A row names something the database does not have: {what}',
    next: 'This is a mistake in Recado: report it with the log.',
    status: 500,
  },
  STALE: {
    says: 'The row of {table} was changed by someone else in the meantime.',
    next: 'Load it again and repeat the change.',
    status: 409,
  },
  READ_TIMEOUT: {
    says: 'A query took longer than {seconds} seconds and was given up.',
    next: 'Ask for less: one cohort, or a shorter time.',
    status: 504,
  },
  READ_FAILED: {
    says: 'A query could not be run: {why}',
    next: 'Try again; if it happens twice, report it with the log.',
    status: 500,
  },
  STEP_BUDGET: {
    says: 'The flow {flow} took more than {limit} steps without waiting, from {from}.',
    next: 'The thread was stopped where it stood. Run `recado check` on its programme; a flow that waits nowhere is found there.',
    status: 500,
  },
  STOPPING: {
    says: 'The product is stopping and takes nothing new.',
    next: 'Nothing needs doing: providers deliver again by themselves once it is back.',
    status: 503,
  },
  COHORT_EXISTS: {
    says: 'The programme {programme} has a cohort {name} already.',
    next: 'Give the new one another name; nothing was changed.',
    status: 409,
  },
  COHORT_UNKNOWN: {
    says: 'The programme {programme} has no cohort {name}.',
    next: 'Check the name, or begin it with `recado cohort new`; nobody was enrolled.',
    status: 404,
  },
  CONVERSATION_VERSION: {
    says: 'A conversation was stored by another version of Recado (shape {schema}; this one knows {known}).',
    next: 'Start the version that wrote it, or restore the backup made before the change of version.',
    status: 500,
  },
  STAFF_UNKNOWN: {
    says: 'Nobody on duty is named {name}, or more than one is.',
    next: 'Write the whole name as `recado staff list` shows it; nothing was changed.',
    status: 404,
  },
  PROGRAMME_UNKNOWN: {
    says: 'There is no programme {name}.',
    next: 'The loaded ones are: {known}.',
    status: 404,
  },
  PHONE_INVALID: {
    says: 'That is no phone number that can be written to.',
    next: 'Write it with its country code, such as +52 834 123 4567.',
    status: 400,
  },
  PORT_IN_USE: {
    says: 'Port {port} is taken by another program.',
    next: 'Stop the other one, or choose a port with PORT=3001.',
    status: 500,
  },
  CANNOT_LISTEN: {
    says: 'Cannot listen on {host}:{port} ({why}).',
    next: 'Check HOST and PORT; ports under 1024 need rights of their own.',
    status: 500,
  },
} as const satisfies Record<string, { says: string; next: string; status: number }>;

export type ErrorCode = keyof typeof ERRORS;

/** The one error class: a code of the catalogue, its sentence filled in, and what to do. */
export class RecadoError extends Error {
  readonly code: ErrorCode;
  readonly next: string;
  readonly status: number;
  /** What filled the places: code and details make the same error again on the other side of a thread. */
  readonly details: Readonly<Record<string, string | number>>;
  constructor(code: ErrorCode, details: Record<string, string | number> = {}, options?: { cause?: unknown }) {
    const entry = ERRORS[code];
    super(fill(entry.says, details), options);
    this.name = 'RecadoError';
    this.code = code;
    this.next = fill(entry.next, details);
    this.status = entry.status;
    this.details = details;
  }
}

function fill(text: string, details: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place));
}
