// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The least that a node HTTP server can do with a request of the benchmark: read its body, answer with a
// body of the length given. Prints its port.

import { createServer } from "node:http";

const body = Buffer.alloc(Number(process.argv[2]), "y");
const headers = { "content-type": "application/octet-stream", "content-length": body.length };

const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => response.writeHead(200, headers).end(body));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
