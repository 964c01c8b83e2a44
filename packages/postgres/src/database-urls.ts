/** The addresses of one database, for its two roles. */
export interface DatabaseUrls {
  /** Connects as the role that serves requests and owns nothing. */
  url: string;
  /** Connects as the role that owns the tables and migrates. */
  ownerUrl: string;
}
