/**
 * Every error an outsider can meet: stable code → what happened and what to do next. Codes are never reused.
 * `{name}` places are filled from the details. `docs/errors.md` holds the same codes, and a test compares both ways.
 * Mistakes in flow files are issues, not errors: their codes stand in flow/issues.ts. What a shell says in other languages
 * stands in `locales/<language>/errors.json`, under the same codes.
 */
export const ERRORS = {
  CONFIG_INVALID: {
    says: 'The settings are not valid: {problems}',
    next: 'Correct them in the environment or in .env; docs/operations.md lists every setting.',
    status: 500,
  },
  PACK_INVALID: {
    says: 'The programme packs in {dir} cannot be used as they are. Errors: {count}.',
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
  TEMPLATES_UNREACHABLE: {
    says: 'The provider did not give or take templates: {why}',
    next: 'Check the token, its permission for templates (whatsapp_business_management) and WHATSAPP_BUSINESS_ACCOUNT_ID.',
    status: 502,
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
  INPUT_INVALID: {
    says: 'The request has {count} fields that cannot be taken: {problems}',
    next: 'Correct them; /api/docs says what each field holds. Nothing was changed.',
    status: 422,
  },
  CURSOR_INVALID: {
    says: 'The cursor is none that a page of ours gave.',
    next: 'Send `next` of the page before as it came, or begin the list without a cursor.',
    status: 422,
  },
  MEDIA_TYPE_UNSUPPORTED: {
    says: 'The body is not JSON.',
    next: 'Send it as `Content-Type: application/json`, in UTF-8.',
    status: 415,
  },
  METHOD_NOT_ALLOWED: {
    says: 'This address does not take that method.',
    next: 'The header Allow names those it takes.',
    status: 405,
  },
  TOKEN_MISSING: {
    says: 'The request carries no token.',
    next: 'Send `Authorization: Bearer rcd_…`; `recado token new` makes one.',
    status: 401,
  },
  TOKEN_INVALID: {
    says: 'The token is unknown, has expired or was revoked.',
    next: 'Compare it with `recado token list`, or make a new one with `recado token new`.',
    status: 401,
  },
  TOKEN_UNKNOWN: {
    says: 'There is no token {id} in use.',
    next: 'Write its id as `recado token list` shows it; nothing was changed.',
    status: 404,
  },
  TOKEN_OF_NOBODY: {
    says: "This is done in the name of a person, and the token is nobody's.",
    next: 'Make a token for someone of the team: `recado token new NAME --for "Marta Pérez"`.',
    status: 403,
  },
  SCOPE_MISSING: {
    says: 'The token does not have the scope {scope}.',
    next: 'Make a token with that scope, for those who need it: `recado token new`.',
    status: 403,
  },
  SIGHT_TOO_NARROW: {
    says: 'The token sees a part of the people only, and this is about all of them.',
    next: 'Use a token without --programme and --within.',
    status: 403,
  },
  RECORD_UNKNOWN: {
    says: 'There is no {what} {id} that this token sees.',
    next: 'Take the id from the list of them; nothing was changed.',
    status: 404,
  },
  UNIT_EXISTS: {
    says: 'There is a {kind} {name} already.',
    next: 'Use it, or choose another name; nothing was changed.',
    status: 409,
  },
  NOT_ENROLLED: {
    says: '{missing} of these people do not take part in {programme}.',
    next: 'Enrol them first; nothing was changed.',
    status: 422,
  },
  ROLL_SESSION: {
    says: 'There is no session {session}.',
    next: 'List the sessions of the cohort; nothing was recorded.',
    status: 404,
  },
  ROLL_CANCELLED: {
    says: 'The session {id} was cancelled.',
    next: 'Where it took place after all, restore it first; nothing was recorded.',
    status: 409,
  },
  ROLL_TOO_EARLY: {
    says: 'The session {session} has not begun.',
    next: 'Take the roll from half an hour before it begins; nothing was recorded.',
    status: 409,
  },
  ROLL_DAY: {
    says: 'The session {session} was on {day}, not on {on}.',
    next: 'Check which session is meant; where it was held on another day, move it first. Nothing was recorded.',
    status: 422,
  },
  ROLL_STRANGER: {
    says: '{who} was not expected at this session.',
    next: 'Give numbers or ids of its roster (GET /sessions/{id}/roster); nothing was recorded.',
    status: 422,
  },
  ROLL_TWICE: {
    says: '{who} stands in the roll twice, each time as something else.',
    next: 'Say one thing of each person; nothing was recorded.',
    status: 422,
  },
  ROLL_EMPTY: {
    says: 'The roll of session {session} says nothing of anybody.',
    next: 'Give `present` or `absent`; an empty `present` says that nobody came.',
    status: 422,
  },
  ROLL_UNKNOWN: {
    says: 'There is no roll {id}.',
    next: 'List the rolls of its session; nothing was changed.',
    status: 404,
  },
  SESSION_UNKNOWN: {
    says: 'There is no session {session} among those that you may steer.',
    next: 'List the sessions; nothing was changed.',
    status: 404,
  },
  SESSION_SEVERAL: {
    says: 'More than one session is called {session}: {known}.',
    next: 'Name its cohort or group as well; nothing was changed.',
    status: 409,
  },
  SESSION_CANCELLED: {
    says: 'Session {session} is cancelled.',
    next: 'Restore it first; nothing was changed.',
    status: 409,
  },
  SESSION_NOT_CANCELLED: {
    says: 'Session {session} takes place: there is nothing to restore.',
    next: 'Look at the session; nothing was changed.',
    status: 409,
  },
  SESSION_SAME: {
    says: 'Session {session} is on {day} at {hour} already.',
    next: 'Give another day, hour or place; nothing was changed.',
    status: 409,
  },
  SESSION_PAST: {
    says: '{day} at {hour} has passed.',
    next: 'Give a day and hour that are still to come; one that was held at another time is corrected. Nothing was changed.',
    status: 400,
  },
  SESSION_OVER: {
    says: 'Session {session} was on {day} and is over: it cannot be moved.',
    next: 'Where the date was written down wrong, correct it (nobody is told). Nothing was changed.',
    status: 409,
  },
  SESSION_FUTURE: {
    says: '{day} at {hour} is still to come: what was held is corrected to a past time.',
    next: 'Give the day and hour at which it was held, or move it. Nothing was changed.',
    status: 400,
  },
  COHORT_SEVERAL: {
    says: 'There are several cohorts: {known}.',
    next: 'Name the one that is meant; nothing was changed.',
    status: 409,
  },
  GROUP_UNKNOWN: {
    says: 'The cohort {cohort} has no group {group}.',
    next: 'Check the name, or make the group first; nothing was changed.',
    status: 404,
  },
  UNIT_UNKNOWN: {
    says: 'There is no cohort or unit {name}.',
    next: 'Check the name; where two programmes have it, name the programme too.',
    status: 404,
  },
  IDEMPOTENCY_KEY_INVALID: {
    says: 'The header Idempotency-Key is not 1 to 200 printable ASCII characters.',
    next: 'Send a fresh random one, such as a UUID, with every new request.',
    status: 422,
  },
  IDEMPOTENCY_KEY_REUSED: {
    says: 'This Idempotency-Key came with another request before.',
    next: 'Send a fresh key with every new request, and the same key only with the very same one.',
    status: 422,
  },
  IDEMPOTENCY_KEY_BUSY: {
    says: 'The request with this Idempotency-Key is still being worked.',
    next: 'Wait a second and send the same request again: it gets the same answer.',
    status: 409,
  },
  CERTIFICATE_NO_RULE: {
    says: 'The programme {programme} has no rule for a certificate.',
    next: 'Write `certificate:` in its programme.yaml; docs/packs.md shows how.',
    status: 422,
  },
  CERTIFICATE_UNKNOWN: {
    says: 'There is no certificate {id}.',
    next: 'GET /api/v1/certificates or `recado certificate list` shows them.',
    status: 404,
  },
  CERTIFICATE_REVOKED: {
    says: 'The certificate {number} was revoked.',
    next: 'It stays so; its number is not given again.',
    status: 409,
  },
  CERTIFICATE_NOT_DRAWN: {
    says: 'The page of certificate {number} is not drawn yet.',
    next: 'Ask again in a minute; if it stays, its name may have letters that cannot be printed: reissue it with another.',
    status: 409,
  },
  PAPER_LETTERS: {
    says: 'The page cannot be printed: our fonts have no letters for {letters}',
    next: 'Write the name in Latin, Greek, Cyrillic or Ethiopic letters.',
    status: 422,
  },
  PAPER_FAILED: {
    says: 'The page could not be drawn: {why}',
    next: 'Ask again; if it stays, the log says more.',
    status: 500,
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
  STORE_DAMAGED: {
    says: 'A part of the database is damaged and cannot be read.',
    next: 'Stop the product, keep a copy of the file and of what lies beside it (`-wal`), and put the last backup in its place with `recado restore`. Nothing was acknowledged that is not kept.',
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
  CONTACT_MISSING: {
    says: 'Nobody can be enrolled in {programme} yet: it listens for calls for help and names no local contact.',
    next: 'Write who helps near each site under `contact:` in the file that `safeguarding.phrases` names (docs/packs.md).',
    status: 409,
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
  CARD_FORMAT: {
    says: '{file} is no file that a card can be written to.',
    next: 'Name it .svg for one card, or .html for a page of four; a browser saves that as PDF.',
    status: 400,
  },
  CONSENT_NONE: {
    says: 'There is no consent for {purpose} to take back.',
    next: 'See what she agreed to: `recado consent list`.',
    status: 404,
  },
  CONSENT_FUTURE: {
    says: '{on} has not come yet: nobody has signed anything on it.',
    next: 'Write the day that stands on the sheet, yyyy-mm-dd.',
    status: 422,
  },
  PURPOSE_UNKNOWN: {
    says: 'This programme asks no consent for {purpose}.',
    next: 'It asks for: {known} (`purposes` in programme.yaml).',
    status: 404,
  },
  ENROL_SAID_NO: {
    says: 'She has said no to {programme}; a list does not ask her again.',
    next: 'She comes in herself by the join word; or enter the sheet that she signed: `recado consent paper`.',
    status: 409,
  },
  ENROL_ERASED: {
    says: 'Somebody of that name at that phone asked to be erased; a list does not bring her back.',
    next: 'She comes in herself by the join word.',
    status: 409,
  },
  ENROL_WRONG_NUMBER: {
    says: 'Whoever has that phone wrote back that she is not this person.',
    next: 'Ask for her right number; this one is not written to.',
    status: 409,
  },
  ROLE_MISSING: {
    says: 'Your role cannot record this.',
    next: 'Those who work with her do: facilitators, counsellors, coordinators.',
    status: 403,
  },
  OUTCOME_UNKNOWN: {
    says: 'There is no outcome {id} here.',
    next: 'Look with `recado outcome list`.',
    status: 404,
  },
  DAY_FUTURE: {
    says: '{on} has not come yet; nothing was kept.',
    next: 'Enter the day on which it was so.',
    status: 400,
  },
  SURVEY_UNKNOWN: {
    says: 'This programme has no survey {name}.',
    next: 'Its surveys are: {known}.',
    status: 404,
  },
  SURVEY_WAVE: {
    says: 'The survey {name} has no wave {wave}.',
    next: 'Its waves are: {known}; a survey file names them under `wave`.',
    status: 400,
  },
  SURVEY_QUESTION: {
    says: 'The survey {name} has no question {question}; nothing was kept.',
    next: 'Its questions are: {known}.',
    status: 400,
  },
  SURVEY_ANSWER: {
    says: 'What was written for {question} is no answer to it; nothing was kept.',
    next: 'It takes: {expects}. Or say that it is missing: refused, unknown, no-answer.',
    status: 400,
  },
  CALL_DAY: {
    says: 'She is called on a day from today on, within two months.',
    next: 'Say which: on (yyyy-mm-dd).',
    status: 422,
  },
  CALL_WHY: { says: 'Somebody leaves, and nobody says why.', next: 'Write why she leaves.', status: 422 },
  CALL_GREETED: {
    says: 'She got a kind message less than three days ago.',
    next: 'Call her, or wait a little.',
    status: 409,
  },
  CALL_NOT_NOW: {
    says: 'She is not to be called or greeted for now.',
    next: 'Ask the coordination. What came of a call that was made all the same can be entered.',
    status: 409,
  },
  TARGET_UNKNOWN: {
    says: 'Nobody and no cohort here is called {who}.',
    next: 'Check the name; a cohort is named as it was begun, a person by her name or first name.',
    status: 404,
  },
  TARGET_SEVERAL: {
    says: 'More than one is called {who}.',
    next: 'Write her whole name, or her name and her cohort: `Ana grupo-a`.',
    status: 409,
  },
  TARGET_COHORT: {
    says: '{who} is a cohort; only one person can be taken out of a programme at a time.',
    next: 'Name the person, or pause the cohort.',
    status: 400,
  },
  PAUSE_ORDER: {
    says: 'The pause ends on {to}, before it begins on {from}.',
    next: 'Write the first day before the last; nothing was changed.',
    status: 400,
  },
  PAUSE_PAST: {
    says: 'The pause ended on {to}, which has passed.',
    next: 'Give a last day that is still to come; nothing was changed.',
    status: 400,
  },
  PAUSE_LONG: {
    says: 'A pause from {from} to {to} is longer than a year.',
    next: 'Check the year; who leaves for good is taken out with `recado drop`.',
    status: 400,
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
  PERSON_UNKNOWN: {
    says: 'Nobody is known as {who}, or more than one is.',
    next: 'Look with `recado person find`, and write the phone or the id that it shows; nothing was changed.',
    status: 404,
  },
  MERGE_REFUSED: {
    says: 'These two cannot be made one person.',
    next: 'They must be two persons of one workspace, both real or both of the simulator, and neither being erased; nothing was changed.',
    status: 409,
  },
  MERGE_NONE: {
    says: 'Nothing was merged into {who}, or it has been undone.',
    next: 'Look with `recado person find`; nothing was changed.',
    status: 404,
  },
  FLOW_UNKNOWN: {
    says: 'There is no flow {flow}.',
    next: 'Name a lesson, homework, survey or service as `<programme>/<name>`.',
    status: 404,
  },
  TRANSCRIPT_UNKNOWN: {
    says: 'No transcript in {folder} matches {name}.',
    next: 'Name a file, or a part of its path; without a name all are played.',
    status: 404,
  },
  PROGRAMME_UNKNOWN: {
    says: 'There is no programme {name}.',
    next: 'The loaded ones are: {known}.',
    status: 404,
  },
  BROADCAST_UNKNOWN: {
    says: 'There is no broadcast {id}.',
    next: 'Run `recado broadcast list` to see them; nothing was sent.',
    status: 404,
  },
  BROADCAST_EMPTY: {
    says: 'The broadcast has no text, or an empty one.',
    next: 'Write what it says, in `text` for everybody or in `texts` for each language.',
    status: 400,
  },
  BROADCAST_LONG: {
    says: 'The text is too long: {count} {unit}, where {most} is the most.',
    next: 'Write it shorter, or give SMS a shorter form of its own; nothing was sent.',
    status: 400,
  },
  BROADCAST_PLACE: {
    says: 'Nothing is known to put in the place {place}.',
    next: 'Only a name with what stands for one that is not known, such as {{name|vecina}}, and {{programme}} are filled in.',
    status: 400,
  },
  BROADCAST_PAST: {
    says: 'The hour of this broadcast has passed everywhere.',
    next: 'Give a later one, or none to send it now.',
    status: 400,
  },
  BROADCAST_NOBODY: {
    says: 'The broadcast would reach nobody ({reasons}).',
    next: 'Check to whom it goes; nothing was sent.',
    status: 422,
  },
  BROADCAST_REPEATED: {
    says: 'The same broadcast was sent less than an hour ago ({id}).',
    next: 'Look at it with `recado broadcast show`; if it must go twice, say so with force.',
    status: 409,
  },
  BROADCAST_CODE: {
    says: 'That is not the code of broadcast {id}.',
    next: 'Give the four digits of its preview; nothing was sent.',
    status: 409,
  },
  BROADCAST_EXPIRED: {
    says: 'The preview of broadcast {id} is more than an hour old.',
    next: 'Preview it again: people may have come or gone. Nothing was sent.',
    status: 409,
  },
  BROADCAST_TRY_FIRST: {
    says: 'Broadcast {id} goes to {n} people and was not tried.',
    next: 'Send it to yourself first with `recado broadcast test`, or let another coordinator confirm it; nothing was sent.',
    status: 409,
  },
  BROADCAST_STATE: {
    says: 'Broadcast {id} is {state}: this cannot be done with it now.',
    next: 'Look at it with `recado broadcast show`; nothing was changed.',
    status: 409,
  },
  IMPORT_EMPTY: {
    says: 'There are no people in this file.',
    next: 'Put the names of the columns in the first row and one person in each row below; `recado import --template` writes a file to begin with.',
    status: 422,
  },
  IMPORT_NOT_A_TABLE: {
    says: 'This file is neither CSV nor XLSX.',
    next: 'Save the list in your spreadsheet program as CSV or as XLSX and send that; nothing was written.',
    status: 422,
  },
  TRANSLATION_FILE_TOO_LARGE: {
    says: 'A translation has at most {limit} MB.',
    next: 'Send the file that `recado translate extract` made, with nothing pasted into it but words; nothing was written.',
    status: 413,
  },
  TRANSLATION_FILE_JSON: {
    says: 'The file is no JSON of a translation.',
    next: 'Take the file that `recado translate extract` makes, and keep its form; nothing was written.',
    status: 422,
  },
  TRANSLATION_COLUMNS: {
    says: 'The file lacks these columns: {missing}.',
    next: 'Fill in the file that `recado translate extract` makes and leave its first line as it is; nothing was written.',
    status: 422,
  },
  TRANSLATION_MIXED: {
    says: 'All rows must be of one {column}; found: {found}.',
    next: 'Import the file of each programme and language by itself; nothing was written.',
    status: 422,
  },
  TRANSLATION_LANGUAGE: {
    says: '{programme} is not translated to {language}. Its other languages: {known}.',
    next: 'Name one of them, or add the language to `languages` in programme.yaml.',
    status: 422,
  },
  IMPORT_OLD_EXCEL: {
    says: 'This is an Excel file from before 2007 or one with a password.',
    next: 'Open it, take its password off and save it as XLSX or CSV; nothing was written.',
    status: 422,
  },
  IMPORT_TOO_LARGE: {
    says: 'The file is larger than {limit} MB.',
    next: 'Take out columns that are not people (pictures, other sheets), or send it in parts; nothing was written.',
    status: 413,
  },
  IMPORT_BOMB: {
    says: 'The spreadsheet unpacks to far more than a list of people.',
    next: 'Copy the list alone into a new file, or save it as CSV; nothing was written.',
    status: 413,
  },
  IMPORT_TOO_LONG: {
    says: 'The file has more than {limit} rows.',
    next: 'Send it in parts; nothing was written.',
    status: 413,
  },
  IMPORT_TOO_WIDE: {
    says: 'The file has more than {limit} columns.',
    next: 'One person stands in one row: check what separates the cells, and take out what is not needed; nothing was written.',
    status: 422,
  },
  IMPORT_UNREADABLE: {
    says: 'The file cannot be read: {why}.',
    next: 'Open it in your spreadsheet program, save it anew as XLSX or CSV UTF-8 and send that; nothing was written.',
    status: 422,
  },
  IMPORT_SHEET_UNKNOWN: {
    says: 'The file has no sheet {name}.',
    next: 'It has: {known}.',
    status: 422,
  },
  IMPORT_COLUMN_MISSING: {
    says: 'The first row names no column for: {missing}.',
    next: 'Write NOMBRE and TELEFONO over those columns, or say which they are: --map "Contacto=telefono". Nothing was written.',
    status: 422,
  },
  IMPORT_COLUMN_TWICE: {
    says: 'Columns {columns} both say the same ({field}).',
    next: 'Leave one of them out: --map "{last}=-". Nothing was written.',
    status: 422,
  },
  IMPORT_MAP_WRONG: {
    says: 'There is no column {column}, or {field} is nothing that a column may be.',
    next: 'A column may be: {known}, profile.<field>, or - to leave it out.',
    status: 422,
  },
  IMPORT_FILE_MISSING: {
    says: 'There is no such file to import.',
    next: 'Name a CSV or XLSX file: `recado import people.csv`; `recado import --template` prints one to begin with.',
    status: 404,
  },
  IMPORT_UNKNOWN: {
    says: 'There is no import {id}.',
    next: 'Look at the id that its preview gave.',
    status: 404,
  },
  IMPORT_STATE: {
    says: 'Import {id} is {state}: it cannot be confirmed.',
    next: 'Send the file again: whoever is in already stays as she is.',
    status: 409,
  },
  PHONE_INVALID: {
    says: 'That is no phone number that can be written to.',
    next: 'Write it with its country code, such as +52 834 123 4567.',
    status: 400,
  },
  FIELD_CLOSED: {
    says: 'What stands in {field} is told to nobody here, and a filter by it would tell.',
    next: 'Choose another filter; docs/privacy.md says which class a field has and how a programme sets it.',
    status: 403,
  },
  PERSON_ON_DUTY: {
    says: 'She is staff on duty: what she did stands in the records of others.',
    next: 'End her duty first: recado staff end.',
    status: 409,
  },
  ERASURE_BEGUN: {
    says: 'The erasure of {who} has begun; what is gone stays gone.',
    next: 'Look at it with `recado privacy list`.',
    status: 409,
  },
  SELECTION_NONE: {
    says: '{programme} chooses nobody: whoever registers takes part.',
    next: 'Write `selection:` with its criteria into programme.yaml (docs/packs.md).',
    status: 409,
  },
  SELECTION_NOT_YOURS: {
    says: 'Your role cannot do this in that programme.',
    next: 'Who works with her scores an applicant; a coordinator or admin decides.',
    status: 403,
  },
  CRITERION_UNKNOWN: {
    says: 'No criterion is called {criterion}.',
    next: 'Name one of these: {known}.',
    status: 422,
  },
  SCORE_RANGE: {
    says: '{criterion} goes from 0 to {max}.',
    next: 'Give points within that.',
    status: 422,
  },
  SELECTION_WHY: {
    says: 'A reason is missing for {who}.',
    next: 'Say why where she is not chosen, has to wait, or is chosen before anybody scored her.',
    status: 422,
  },
  HOMEWORK_UNKNOWN: {
    says: 'There is no such homework.',
    next: 'Take its id from the list of homework; it is removed with the person whose it is.',
    status: 404,
  },
  REVIEW_DECIDED: {
    says: '{by} has looked at the homework of {who} already.',
    next: 'Read it again; what was decided can be undone within a day.',
    status: 409,
  },
  REVIEW_HELD: {
    says: '{by} has the homework of {who} open.',
    next: 'Take another, or try again in half an hour.',
    status: 409,
  },
  REVIEW_NOT_YOURS: {
    says: 'Your role cannot review homework.',
    next: 'Reviewers, facilitators and coordinators do.',
    status: 403,
  },
  PLAN_NONE: {
    says: 'The programme {programme} has no plan that is put together from homework.',
    next: 'Say in programme.yaml under `plan:` which sections it has; docs/packs.md shows how.',
    status: 404,
  },
  REVIEW_NOTHING: {
    says: 'That homework waits for no reviewer.',
    next: 'Only what was received can be reviewed; who need not do it can be excused at any time.',
    status: 409,
  },
  SELECTION_TOLD: {
    says: '{who} was told already, or stands so already.',
    next: 'Decide otherwise; to take out somebody who takes part: `recado drop`.',
    status: 409,
  },
  SELECTION_WITHDRAWN: {
    says: '{who} has left and is no applicant any more.',
    next: 'She applies anew by the join word.',
    status: 409,
  },
  ENTERPRISE_UNKNOWN: {
    says: 'No enterprise {who} is known here.',
    next: 'Look at GET /enterprises, or keep it with `recado enterprise`; nothing was changed.',
    status: 404,
  },
  INPUT_FUTURE: {
    says: '{day} has not come yet; the ledger holds what has happened.',
    next: 'Correct the day; nothing was changed.',
    status: 422,
  },
  INPUT_NOTHING: {
    says: 'There is nothing of {who} that waits for that.',
    next: 'Look at GET /inputs/purchases: what was bought, delivered and handed over.',
    status: 409,
  },
  INPUT_ITEM: {
    says: 'It is not clear which things are meant. Waiting to be delivered: {items}',
    next: 'Name them by the id of their line in the ledger; nothing was changed.',
    status: 422,
  },
  INPUT_MORE: {
    says: 'Of {item} only {left} wait to be delivered.',
    next: 'Correct the quantity, or enter the purchase first; nothing was changed.',
    status: 422,
  },
  INPUT_PERSON: {
    says: 'Nobody of {who} can take it.',
    next: 'Enter who works there with `recado enterprise`, or name one of them; nothing was changed.',
    status: 422,
  },
  INPUT_DELIVERED: {
    says: 'The line {id} is delivered or handed over.',
    next: 'Take the delivery back first; nothing was changed.',
    status: 409,
  },
  VISIT_NONE: {
    says: 'No visit to {who} is planned.',
    next: 'Look at GET /visits with state=planned; nothing was changed.',
    status: 404,
  },
  VISIT_PAST: {
    says: '{day} {hour} has passed: a visit to {who} cannot be planned for then.',
    next: 'Enter a visit that was made with its minutes, or plan it for a time to come.',
    status: 422,
  },
  VISIT_FUTURE: {
    says: '{day} has not come yet: a visit to {who} cannot have been made then.',
    next: 'Plan it, or correct the day.',
    status: 422,
  },
  DECISION_NONE: {
    says: 'Nothing was decided of {who}.',
    next: 'Look with `recado selection list`.',
    status: 409,
  },
  REPORT_UNKNOWN: {
    says: 'There is no report {name}.',
    next: 'Choose one of {known}.',
    status: 404,
  },
  REPORT_CLOSED: {
    says: 'The report {name} names people, and is given to their own team only.',
    next: 'Ask for one that counts (`recado report` lists them), or ask their coordinator.',
    status: 403,
  },
  REPORT_PERIOD: {
    says: 'A report from {from} to {to} has no days.',
    next: 'Give the first day and the last, yyyy-mm-dd; both are included.',
    status: 422,
  },
  REPORT_TABLE: {
    says: 'The report {name} has no table {table}.',
    next: 'Choose one of {known}.',
    status: 404,
  },
  REPORT_OUT: {
    says: 'A workbook is no text for a terminal.',
    next: 'Name a file: `--out report.xlsx`.',
    status: 422,
  },
  REPORT_NOT_MADE: {
    says: 'There is no page of {month} for these people yet.',
    next: 'Have it made: `recado report month`, or POST to the same address; from then on it stays as it is.',
    status: 404,
  },
  REPORT_MONTH: {
    says: 'The month {month} is not over or has not been.',
    next: 'Give a month that is past, yyyy-mm; `recado report` shows how things stand now.',
    status: 409,
  },
  PORT_IN_USE: {
    says: 'Port {port} is taken by another program.',
    next: 'Stop the other one, or choose a port with PORT=3001.',
    status: 500,
  },
  PACKS_NONE: {
    says: 'There is no programme in {folder}.',
    next: 'Make one with `recado new programme mi-programa`, or name the folder of your packs in FLOWS_DIR.',
    status: 404,
  },
  PACK_UNSURE: {
    says: 'There are several programmes: {known}.',
    next: 'Say which with `--pack`.',
    status: 422,
  },
  ISSUE_UNKNOWN: {
    says: 'There is no issue {code}.',
    next: 'The nearest to it: {near}. docs/issues.md lists all of them.',
    status: 404,
  },
  FILE_CHANGED: {
    says: '{path} was changed while it was being checked; nothing was written into it.',
    next: 'Save it in your editor and run the command again.',
    status: 409,
  },
  FILE_EXISTS: {
    says: '{path} is there already; nothing was written.',
    next: 'Take another name, or edit that file.',
    status: 409,
  },
  NAME_UNFIT: {
    says: '"{name}" cannot be a name.',
    next: 'Write a small letter, then small letters, digits and hyphens: {near}.',
    status: 422,
  },
  NAME_TROUBLE: {
    says: 'With the name {name} the packs would have mistakes: {problems}',
    next: 'Take another name. Nothing was written.',
    status: 422,
  },
  NAME_TAKEN: {
    says: '{path} has the name {name} already; lessons, homework, surveys and services of a programme share their names.',
    next: 'Take another name.',
    status: 409,
  },
  LESSON_UNKNOWN: {
    says: 'The programme {programme} has no lesson {name}.',
    next: 'Give one of its lessons with `--lesson`.',
    status: 404,
  },
  FILE_NOT_EDITED: {
    says: '{path} could not be changed by itself: {why}.',
    next: 'Write it yourself: {write}',
    status: 422,
  },
  DATABASE_NONE: {
    says: 'There is no database at {path}.',
    next: 'Run the command where the product runs, or name its database in DATABASE_URL.',
    status: 404,
  },
  DATABASE_OLDER: {
    says: 'The database at {path} was last opened by an older product; {count} migrations are still to run.',
    next: 'Back it up, start this version of the product once, then ask again. Nothing was changed.',
    status: 409,
  },
  BACKUP_FAILED: {
    says: 'The backup could not be made ({why}); nothing is left of it, and the backups of before are as they were.',
    next: 'Check the free space and the rights of the folder that keeps them. Should the copy be damaged, the database may be: run `recado doctor`.',
    status: 500,
  },
  BACKUP_RUNNING: {
    says: 'Another backup to {folder} is under way.',
    next: 'Wait for its end, or name another folder.',
    status: 409,
  },
  BACKUP_UNREADABLE: {
    says: 'There is no whole backup of this product in {folder}.',
    next: 'Name the folder of one backup, the one that holds manifest.json; a newer product may have made it.',
    status: 422,
  },
  BACKUP_DAMAGED: {
    says: 'The backup in {folder} is not as it was made: {path}, {what}.',
    next: 'Take an older one, or another copy of it. Nothing was changed.',
    status: 422,
  },
  RESTORE_OCCUPIED: {
    says: 'There is something at {path} already.',
    next: 'Restore to another place with `--to`, or say `--force`: what is there is then kept beside it.',
    status: 409,
  },
  RESTORE_UNFINISHED: {
    says: 'A restore was cut off: the database {path} is not in its place, and an empty one must not be begun there.',
    next: 'Run `recado restore` again with the same backup. What was there before lies beside it, named `.before-restore-…`.',
    status: 500,
  },
  RESTORE_IN_USE: {
    says: 'A process is at work on the database {path}.',
    next: 'Stop `recado start` first. Nothing was changed.',
    status: 409,
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

/** A sentence with its `{name}` places filled in; what is not given stays as it is. */
export function fill(text: string, details: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place));
}
