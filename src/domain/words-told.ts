/**
 * What became of messages whose words go with an alert to the team: those that the programme did not understand, which
 * are why she asks. Answers may be private, and a call for help is never repeated to anybody.
 */
export const WORDS_TOLD: readonly string[] = ['missed', 'given-up', 'quiet', 'recap', 'stray', 'late'];
