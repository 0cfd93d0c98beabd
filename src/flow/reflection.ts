/** The service that is asked after a session or an event: the pack's own of this name, or ours. */
export const REFLECTION = 'reflexion';
