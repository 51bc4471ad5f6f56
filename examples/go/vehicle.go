package main

import (
	"time"

	pb "io.voltstream/examples/vehicle/telemetry"
)

const (
	window       = 100 // Batches without a final answer; when there are so many, measuring waits.
	firstPause   = 100 * time.Millisecond
	longestPause = 5 * time.Second
)

// vehicle belongs to the goroutine that drives it; both channels have room for a whole window.
type vehicle struct {
	room       chan struct{}           // an element for each batch without a final answer
	ready      chan *pb.TelemetryBatch // measured, or to be sent again after the time that an ack asked for
	inFlight   []*pb.TelemetryBatch    // sent and not answered, in the order in which they were sent
	unanswered int
	pause      time.Duration
	Sent       int            `json:"sent"`
	Acked      int            `json:"acked"`
	Rejected   map[string]int `json:"rejected"`
}

// measure makes batches while there is room in the window.
func (v *vehicle) measure(name string, batches int, hz float64) {
	session := time.Now().UnixMilli()
	for sequence := 1; sequence <= batches; sequence++ {
		v.room <- struct{}{}
		v.ready <- &pb.TelemetryBatch{
			VehicleId: name, Timestamp: time.Now().UnixMilli(), Sequence: uint64(sequence), Session: session,
			Points: []*pb.DataPoint{
				{SensorId: "Vehicle.CurrentLocation.Latitude", Value: 37.77 + float64(sequence)*1e-6},
				{SensorId: "Vehicle.CurrentLocation.Longitude", Value: -122.44},
				{SensorId: "Vehicle.Speed", Value: float64(40 + sequence%10)},
				{SensorId: "Vehicle.Powertrain.TractionBattery.Temperature.Average", Value: 31.5},
			}}
		if hz > 0 {
			time.Sleep(time.Duration(float64(time.Second) / hz))
		}
	}
}
