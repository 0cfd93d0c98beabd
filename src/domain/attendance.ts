/** What may be said of somebody and a session. `represented`: another came in her place, as families who run a business do. */
export const ATTENDANCE_STATUSES = ['present', 'late', 'represented', 'absent', 'excused'] as const;
export type AttendanceStatus = (typeof ATTENDANCE_STATUSES)[number];

/**
 * Who said so, strongest first: a coordinator who settled what disagreed, the facilitator's roll, her own word. The
 * newest of the strongest holds (the view `attendance_of_facts`).
 */
export const ATTENDANCE_METHODS = ['settled', 'roll', 'self'] as const;
export type AttendanceMethod = (typeof ATTENDANCE_METHODS)[number];

/** Her seat was taken. Who was excused counts on neither side; everybody else who was expected was not there. */
export const ATTENDED: readonly string[] = ['present', 'late', 'represented'];

/** The same for SQL: `status in ${ATTENDED_SQL}`. */
export const ATTENDED_SQL = "('present', 'late', 'represented')";
