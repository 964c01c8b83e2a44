/** What a person typed on a legacy page, and what the page knows. */
export interface Save {
  /** The address of the API, without a path. */
  api: string;
  token: string;
  phoneNumber: string;
}

/** The button of a legacy page. Returns the message that the page shows. */
export type SaveButton = (save: Save) => Promise<string>;
