"""What both wings draw and sound with: colours, letters, pictures, the display, the loudspeaker."""
