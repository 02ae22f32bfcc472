package raster

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// maxTable bounds one table of a font, so that a damaged length in a file
// cannot ask for all the memory there is. The largest here is 40 KB.
const maxTable = 8 << 20

// sfntOf unpacks a WOFF 1.0 file (W3C Recommendation of 2012) to the TrueType
// or OpenType font inside it: the same tables, each deflated on its own.
func sfntOf(woff []byte) ([]byte, error) {
	const headerSize, entrySize = 44, 20
	if len(woff) < headerSize || string(woff[:4]) != "wOFF" {
		return nil, errors.New("not a WOFF 1.0 file")
	}
	count := int(binary.BigEndian.Uint16(woff[12:]))
	if len(woff) < headerSize+count*entrySize {
		return nil, errors.New("the table directory is cut off")
	}

	// An sfnt file starts with the flavour, the number of tables, three
	// numbers for binary search that no reader of ours looks at, and then one
	// entry a table.
	head := make([]byte, 12+16*count)
	copy(head, woff[4:8])
	binary.BigEndian.PutUint16(head[4:], uint16(count))
	var data []byte
	for i := range count {
		entry := woff[headerSize+i*entrySize:]
		tag := entry[:4]
		offset := binary.BigEndian.Uint32(entry[4:])
		packed := binary.BigEndian.Uint32(entry[8:])
		size := binary.BigEndian.Uint32(entry[12:])
		if uint64(offset)+uint64(packed) > uint64(len(woff)) || size > maxTable {
			return nil, fmt.Errorf("table %q lies outside the file", tag)
		}
		table := woff[offset : offset+packed]
		if packed < size {
			r, err := zlib.NewReader(bytes.NewReader(table))
			if err != nil {
				return nil, fmt.Errorf("table %q: %w", tag, err)
			}
			if table, err = io.ReadAll(io.LimitReader(r, int64(size)+1)); err != nil {
				return nil, fmt.Errorf("table %q: %w", tag, err)
			}
		}
		if len(table) != int(size) {
			return nil, fmt.Errorf("table %q: %d bytes, the directory says %d", tag, len(table), size)
		}
		out := head[12+16*i:]
		copy(out, tag)
		copy(out[4:8], entry[16:20]) // the checksum
		binary.BigEndian.PutUint32(out[8:], uint32(len(head)+len(data)))
		binary.BigEndian.PutUint32(out[12:], size)
		data = append(data, table...)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
	}
	return append(head, data...), nil
}
