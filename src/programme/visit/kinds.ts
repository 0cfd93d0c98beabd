/** Where or how somebody was seen. A group is several people who do not share a business. */
export const VISIT_KINDS = ['home', 'individual', 'group', 'office', 'call'] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/** What counts towards `counselling.individual` of programme.yaml: she and her adviser face to face. A call is support, and hours. */
export const FACE_TO_FACE: readonly VisitKind[] = ['home', 'individual', 'office'];

/** The same for SQL. */
export const FACE_TO_FACE_SQL = `(${FACE_TO_FACE.map((kind) => `'${kind}'`).join(', ')})`;

/** What became of something she meant to do. What is done by half is asked about again. */
export const COMMITMENT_STATES = ['open', 'done', 'partly', 'not'] as const;
export type CommitmentState = (typeof COMMITMENT_STATES)[number];
