/** Who did something. The name is stored with the event, so that it survives the deletion of what it names. */
export interface Actor {
  type: 'PERSON' | 'API_KEY' | 'OPERATOR' | 'SYSTEM';
  /** The person's or the key's id; null for the operator and the system. */
  id: string | null;
  name: string;
}

/** Why a line changed its holder, for the history. */
export interface Cause {
  actor: Actor;
  /** In the operator's words, for a person to read. */
  reason?: string | null;
  /** Finds the request in the log. */
  requestId?: string | null;
}
