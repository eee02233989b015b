/** What middleware leaves for the handlers behind it. */
export interface AppEnvironment {
  Variables: { requestId: string };
}
