/** Why an enrolment is `dropped`: the list was taken back before she answered, as if it had never been. */
export const UNDONE = 'undone';
