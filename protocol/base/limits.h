// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtTypes>

#include <chrono>
#include <cstddef>
#include <cstdint>

/// The bounds of everything that a peer can make us hold or wait for. One list, so that a reader can add them
/// up. Numbers without another source are Rove's own; the others name the spec page that measured them.
namespace rove::limits {

using namespace std::chrono_literals;

constexpr qsizetype kibi = 1024;
constexpr qsizetype mebi = 1024 * kibi;

// --- HTTP and WebSocket listener ---
constexpr qsizetype httpHeaderBytesMax = 16 * kibi;
constexpr qsizetype httpBodyBytesMax = 20 * mebi;         // client-gateway 5.7
constexpr qsizetype apiBodyBytesMax = 2 * mebi;           // engine-api 1.2
constexpr qsizetype webSocketMessageBytesMax = 32 * mebi; // client-gateway 5.7
constexpr qsizetype webSocketSendQueueBytesMax = 64 * mebi;
constexpr int connectionCountMax = 4096;
constexpr qsizetype connectionInputBytesMax =
    64 * kibi; // Received and not yet consumed; pipelined requests too.
constexpr std::chrono::milliseconds httpHeaderTimeout = 10s;
constexpr std::chrono::milliseconds httpBodyTimeout = 60s;
constexpr std::chrono::milliseconds httpIdleTimeout = 75s;
constexpr std::chrono::milliseconds httpWriteTimeout = 30s;
constexpr std::chrono::milliseconds connectionLingerTimeout = 2s;
constexpr std::chrono::milliseconds webSocketCloseTimeout = 5s;
constexpr qsizetype closeReasonBytesMax = 123; // RFC 6455 5.5

// --- Gateway ---
constexpr std::chrono::milliseconds actorReadyTimeout = 30s;     // engine-api 3.2
constexpr int actorWakeRetryCountMax = 8;                        // engine-api 3.2
constexpr std::chrono::milliseconds responseStartTimeout = 5min; // client-gateway 5.6
constexpr std::chrono::milliseconds webSocketOpenTimeout = 15s;  // client-gateway 5.6
constexpr std::chrono::milliseconds webSocketAckTimeout = 30s;   // client-gateway 10
constexpr qsizetype hibernatingBytesMax = 128 * mebi;            // client-gateway 10
constexpr int hibernatingMessageCountMax = 65535;                // client-gateway 10
constexpr int requestsInFlightPerActorMax = 2000;                // client-gateway 5.7
constexpr qsizetype actorKeyBytesMax = 1024;                     // engine-api 2.2
constexpr qsizetype actorInputBytesMax = 4 * mebi;               // engine-api 1.8
constexpr int actorIdListCountMax = 32;                          // engine-api 1.8

// --- Core ---
constexpr qsizetype namespaceNameCharactersMax = 64; // engine-api 1.7
constexpr qsizetype displayNameCharactersMax = 128;  // engine-api 1.7
constexpr qsizetype poolNameCharactersMax = 128;     // engine-api 2.2
constexpr qsizetype crashMessageCharactersMax = 4096;
constexpr std::size_t actorNameCountPerNamespaceMax = 10000;
/// Longer than any client goes on without its engine (runner-envoy 3.4).
constexpr std::chrono::milliseconds strandedActorRetention = 2min;

// --- Store ---
constexpr qsizetype storeQueueBytesMax = 256 * mebi;
constexpr std::size_t storeQueueOperationCountMax = 65536;
constexpr std::size_t storeGroupOperationCountMax = 4096;

// --- Runner messages ---
constexpr qsizetype tunnelPayloadBytesMax = 20 * mebi; // runner-envoy 1.1
constexpr int mailboxMessageCountMax = 65536;
constexpr qsizetype kvKeyBytesMax = 2046;                   // runner-envoy 5.1
constexpr qsizetype kvValueBytesMax = 128 * kibi;           // runner-envoy 5.1
constexpr int kvKeysPerOperationMax = 128;                  // runner-envoy 5.1
constexpr qsizetype kvPutBytesMax = 976 * kibi;             // runner-envoy 5.1
constexpr int kvListCountDefault = 16384;                   // runner-envoy 5.1
constexpr qsizetype envoyKeyCharactersMin = 3;              // runner-envoy 1.5
constexpr qsizetype envoyKeyCharactersMax = 128;            // runner-envoy 1.5
constexpr std::chrono::milliseconds envoyPongTimeout = 15s; // runner-envoy 1.4
/// What waits for an envoy whose connection broke; one that needs more counts as lost.
constexpr qsizetype envoyBacklogBytesMax = 64 * mebi;
constexpr std::size_t envoyBacklogMessageCountMax = 16384;
constexpr std::size_t sqlitePagesPerReadMax = 8192;  // runner-envoy 5.2
constexpr std::size_t sqlitePagesPerCommitMax = 320; // runner-envoy 5.2
constexpr std::uint32_t sqlitePageCountMax =
    2621440; // 10 GiB, as runner-envoy 5.1 has it for keys and values
constexpr qsizetype sqliteStagedBytesMax = 128 * mebi;
constexpr std::size_t sqliteRequestsWaitingPerActorMax = 256;

// --- Actors ---
constexpr qsizetype actorMessageBytesInMax = 64 * kibi; // client-gateway 5.7
constexpr qsizetype actorMessageBytesOutMax = mebi;     // client-gateway 5.7
constexpr int connectionsPerActorMax = 10000;
constexpr int pendingActionsPerActorMax = 1000;
constexpr int queueMessageCountMax = 1000;                         // engine-api 9.3
constexpr std::chrono::milliseconds actionTimeout = 60s;           // engine-api 9.3
constexpr std::chrono::milliseconds sleepTimeout = 30s;            // engine-api 9.3
constexpr std::chrono::milliseconds stateSaveInterval = 1s;        // engine-api 9.3
constexpr std::chrono::milliseconds inspectorStateThrottle = 50ms; // inspector 3.3
constexpr std::chrono::milliseconds sleepGracePeriod = 15s;        // engine-api 9.3
constexpr std::chrono::milliseconds kvRequestTimeout = 30s;        // runner-envoy 5.1
constexpr int schedulesPerActorMax = 1000;                         // engine-api 9.3
constexpr int subscriptionsPerConnectionMax = 1000;
constexpr int streamedUploadsPerActorMax = 16;
constexpr int unacknowledgedMessagesMax = 4096;
constexpr int inspectorsPerActorMax = 64;
constexpr int inspectorRequestsWaitingMax = 256;
constexpr int rememberedStopsPerWorkerMax = 4096;
constexpr qsizetype logValueCharactersMax = 512; // engine-api 9.4

// --- Decoders ---
constexpr int nestingDepthMax = 128;
constexpr int storedNestingDepthMax = 512; // What an actor makes of what it was sent.
constexpr qsizetype bigIntDigitsMax = 4096;
constexpr int queryParameterCountMax = 256;
constexpr qsizetype inspectorFrameBytesInMax = 20 * mebi;  // inspector 1.4
constexpr qsizetype inspectorFrameBytesOutMax = 32 * mebi; // inspector 1.4

// --- Rove's own clients ---
constexpr std::chrono::milliseconds clientRequestTimeout = 10s;
constexpr std::chrono::milliseconds clientActionTimeout = actionTimeout + 15s;
constexpr std::chrono::milliseconds clientWakeTimeout = 60s;       // client-gateway 5.6, whole route
constexpr std::chrono::milliseconds inspectorOpenTimeout = 60s;    // client-gateway 5.6, whole route
constexpr std::chrono::milliseconds inspectorActionTimeout = 15s;  // inspector 7.1
constexpr std::chrono::milliseconds inspectorRequestTimeout = 10s; // inspector 7.1
constexpr int inspectorPendingCountMax = 256;
constexpr qsizetype inspectorInlineDecodeBytesMax = 64 * kibi;
constexpr std::chrono::milliseconds reconnectDelayMin = 250ms; // client-gateway 11
constexpr std::chrono::milliseconds reconnectDelayMax = 30s;   // client-gateway 11
constexpr std::chrono::milliseconds endpointCheckInterval = 5s;
constexpr std::chrono::milliseconds actorRecordInterval = 2s;
constexpr std::chrono::milliseconds actorListInterval = 2s;
constexpr std::chrono::milliseconds actorListHiddenIntervalMax = 60s;
constexpr int actorListPageRows = 100; // engine-api 1.8
constexpr int actorListRequestsInFlightMax = 4;
constexpr int actorListRoundRows = 4 * actorIdListCountMax;
constexpr int actorTypeCountMax = 1000;
constexpr std::chrono::milliseconds changeMarkAgeMax = 10s;
constexpr qsizetype changeMarkCountMax = 1000;

} // namespace rove::limits
