/** What somebody typed on a legacy page, and what the page knows. */
export interface Save {
  /** The address of the API, without a path. */
  api: string;
  token: string;
  phoneNumber: string;
}

/** A legacy page's button; answers the text that the page shows then. */
export type SaveButton = (save: Save) => Promise<string>;
