/** Who did something. The name is stored with the event, so it stays after the person or the key is deleted. */
export interface Actor {
  type: 'PERSON' | 'API_KEY' | 'OPERATOR' | 'SYSTEM';
  /** The id of the person or the key. Null for the operator and the system. */
  id: string | null;
  name: string;
}

/** Why a line changed its holder, for the history. */
export interface Cause {
  actor: Actor;
  /** A text by the operator, for people. */
  reason?: string | null;
  /** The id of the request in the log. */
  requestId?: string | null;
}
