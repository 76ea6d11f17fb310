// The agents' console.
import { startConsole } from "/console/app.js";

startConsole({ role: "agent" });
