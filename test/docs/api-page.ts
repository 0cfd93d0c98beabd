import { ROUTES } from '../../src/assemble/capabilities.ts';
import { SCOPES } from '../../src/programme/route.ts';
import { type FieldShown, fieldsShown } from '../../src/server/api/fields.ts';
import { made } from './made.ts';

const INTRO = `REST under \`/api/v1\`, JSON in UTF-8. \`GET /api/v1/openapi.json\` is the OpenAPI 3.1 document, \`GET /api/docs\` the page for
people; both are open, since they name nobody.

\`\`\`
curl -H "Authorization: Bearer rcd_…" "http://127.0.0.1:3000/api/v1/people?programme=llera&limit=50"
\`\`\`

**Tokens.** \`recado token new\` makes one and shows it once; only its SHA-256 is kept. A token has *scopes* (what it may do) and a
*sight* (whom it sees: programmes, cohorts or units, and by its role which fields). Someone else's record answers as one that does
not exist. A token made \`--for\` a person of the team sees what she sees and ends with her last role; what is done in the name of a
person (closing a case) needs such a token. At most 60 requests at once and 10 a second for each token; 429 says when again.

**Errors** are problem details (RFC 9457): \`type title status detail instance code next\`, and \`errors\` with every field that does
not fit (422). Codes stand in [errors.md](errors.md). \`instance\` holds the reference that the log has, also sent as
\`X-Request-Id\`. With \`Accept-Language: es\` the sentences (\`detail\`, \`next\`) are in Spanish; codes and names of fields never change.

**Once.** Send a fresh \`Idempotency-Key\` with every POST, PATCH and DELETE. The same key with the same request has one effect and
gets the same answer for 24 hours (\`Idempotent-Replayed: true\`), also when the process died in between; with another request it is
422; while the first is still worked, 409. What was refused is not kept: correct it and send it again.

**Lists** take \`limit\` (1 to 200, 50 where you say nothing) and \`cursor\`, and answer \`{ items, next }\`. Ask again with
\`cursor=next\` until \`next\` is null. A cursor names a place and not a number of rows, so what is inserted meanwhile neither repeats
nor hides a row.

**Answers** carry an \`ETag\`: with \`If-None-Match\` an unchanged one is 304 without a body. \`Cache-Control: no-store\` keeps people's
records out of caches.

**People are not named in addresses**, which end up in logs: a name or a phone to look for goes in the body of
\`POST /people/search\`.

**Every request that is no GET is a line in the audit log**, and so is every command of the shell and every word of staff from a
phone that changes something: \`GET /audit\`, \`recado audit\`.

**Shared totals.** \`GET /programmes/{programme}/totals\` counts people by partner and state: those the token sees in full, all others
only where they are five or more. Sums leave hidden cells out, so that none can be worked out from them.`;

/** docs/api.md: every address below /api/v1. */
export function apiPage(): string {
  const scopes = SCOPES.map((scope) => {
    const of = ROUTES.filter((route) => route.scope === scope).map(({ method, path }) => `\`${method} ${path}\``);
    return `| \`${scope}\` | ${of.join(', ') || '–'} |`;
  });
  const sections = [...ROUTES]
    .sort((a, b) => (a.path === b.path ? (a.method < b.method ? -1 : 1) : a.path < b.path ? -1 : 1))
    .map(
      ({ name, method, path, scope, summary, params, query, body, reply }) =>
        `### ${method} ${path}\n\n${summary}. Scope \`${scope}\`${method === 'GET' ? '' : `; \`${name}\` in the audit log`}.\n${[
          table('In the address', fieldsShown(params, 'input')),
          table('After the question mark', fieldsShown(query, 'input')),
          table('In the body', fieldsShown(body, 'input')),
          table('In the answer', fieldsShown(reply, 'output')),
        ].join('')}`,
    );
  return `# API\n\n${made}\n\n${INTRO}\n\n## Scopes\n\n| scope | opens |\n|---|---|\n${scopes.join('\n')}\n\n## Addresses\n\n${sections.join('\n')}`;
}

function table(title: string, fields: readonly FieldShown[]): string {
  if (fields.length === 0) return '';
  const rows = fields.map(
    ({ name, required, kind, about }) => `| \`${name}\`${required ? '' : ' ?'} | ${cell(kind)} | ${cell(about)} |`,
  );
  return `\n| ${title} | | |\n|---|---|---|\n${rows.join('\n')}\n`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
